<div class="hv-scroll" tabindex="0" role="region" aria-label="{{TITLE}}"><table class="hv-figures hv-bars">
<caption>{{TITLE}}{{#DESCRIPTION}} <span class="hv-quiet">{{TEXT}}</span>{{/DESCRIPTION}}</caption>
<thead><tr><th scope="col"><span class="hv-hidden">{{_What_}}</span></th><th scope="col">{{UNIT}}</th><td></td></tr></thead>
<tbody>
{{#LINE}}<tr><th scope="row" dir="auto">{{LABEL}}</th><td>{{TEXT}}</td><td aria-hidden="true"><svg class="hv-bar" viewBox="0 0 100 6" preserveAspectRatio="none"><rect width="{{WIDTH}}" height="6"></rect></svg></td></tr>
{{/LINE}}</tbody>
</table></div>
