{{#EMPTY}}<p class="hv-quiet">{{TEXT}}</p>
{{/EMPTY}}{{#TABLE}}<div class="hv-scroll" tabindex="0" role="region" aria-label="{{CAPTION}}"><table class="hv-figures">
<caption>{{CAPTION}}</caption>
<thead><tr>{{#COLUMN}}<th scope="col">{{TEXT}}</th>{{/COLUMN}}</tr></thead>
<tbody>
{{#ROW}}<tr>{{#HEAD}}<th scope="row" dir="auto">{{#LINKED}}<a href="{{HREF}}">{{TEXT}}</a>{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</th>{{/HEAD}}{{#CELL}}<td dir="auto">{{#LINKED}}<a href="{{HREF}}">{{TEXT}}</a>{{/LINKED}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</td>{{/CELL}}</tr>
{{/ROW}}</tbody>
</table></div>
{{/TABLE}}
