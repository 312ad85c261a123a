<ol class="hv-entries">
{{#ENTRY}}<li class="hv-entry">
<p class="hv-date"><time datetime="{{ISO}}">{{DATE}}</time>{{#TIME}}, {{TEXT}}{{/TIME}}</p>
<h4 class="hv-h3 hv-title">{{TITLE}}</h4>
<p class="hv-meta" dir="auto">{{META}}</p>
{{#MISTAKE}}<p class="hv-meta">{{TEXT}}</p>
{{/MISTAKE}}{{#GOES_WELL}}<p class="hv-label">{{_What goes well_}}</p>
<p dir="auto">{{TEXT}}</p>
{{/GOES_WELL}}{{#POINTS}}<p class="hv-label">{{_Key points_}}</p>
<ul class="hv-points">
{{#POINT}}<li dir="auto">{{TEXT}}</li>
{{/POINT}}</ul>
{{/POINTS}}{{#AGREEMENTS}}<p class="hv-label">{{_Agreements_}}</p>
<ul class="hv-points">
{{#AGREEMENT}}<li dir="auto">{{TEXT}}</li>
{{/AGREEMENT}}</ul>
{{/AGREEMENTS}}{{#ADDITION}}<p class="hv-label" dir="auto">{{_Addition_}}, {{BY}}</p>
<p dir="auto">{{TEXT}}</p>
{{/ADDITION}}{{#FILED}}<p class="hv-filed">{{TEXT}}</p>
{{/FILED}}{{#LINK}}<p class="hv-more"><a href="{{HREF}}">{{_Open_}}<span class="hv-hidden"> {{_the entry of {{OF}}_}}</span></a></p>
{{/LINK}}</li>
{{/ENTRY}}</ol>
