<figure class="hv-chart">
<svg role="img" aria-labelledby="hv-chart-title hv-chart-text" viewBox="0 0 360 {{HEIGHT}}" focusable="false">
<title id="hv-chart-title">{{TITLE}}</title>
<desc id="hv-chart-text">{{DESCRIPTION}}</desc>
{{#TICK}}<line class="hv-chart-grid" x1="{{X}}" x2="{{X}}" y1="20" y2="{{BOTTOM}}"></line><text class="hv-chart-words" x="{{X}}" y="{{TEXT_Y}}">{{TEXT}}</text>
{{/TICK}}<line class="hv-chart-today" x1="{{TODAY}}" x2="{{TODAY}}" y1="20" y2="{{BOTTOM}}"></line>
{{#LINE}}<text class="hv-chart-words" x="4" y="{{TEXT_Y}}">{{NUMBER}}</text><line class="hv-chart-line" x1="{{FROM}}" x2="{{TO}}" y1="{{Y}}" y2="{{Y}}"></line>{{>MARK}}
{{/LINE}}</svg>
<figcaption>
{{#NEWEST}}<p class="hv-quiet">{{TEXT}}</p>
{{/NEWEST}}<ul class="hv-signs">
{{#LEGEND}}<li><svg class="hv-sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{{>MARK}}</svg> {{TEXT}}</li>
{{/LEGEND}}</ul>
</figcaption>
</figure>
