<div class="hv-system">
<header class="hv-head">
<h2 class="hv-h1">{{_Connection_}}</h2>
<p class="hv-summary">{{ADAPTER}}. {{WRITES}}</p>
<p class="hv-quiet">homevisit {{VERSION}}</p>
</header>
{{#SUMMARY}}<p class="hv-note">{{TEXT}}</p>
{{/SUMMARY}}{{#ADVICE}}<p class="hv-quiet">{{TEXT}}</p>
{{/ADVICE}}<div class="hv-columns"><div class="hv-first">
<dl class="hv-checks">
{{#LINE}}<dt>{{LABEL}}</dt><dd>{{VALUE}}</dd>{{#ADVICE}}<dd>{{_What to do:_}} {{TEXT}}</dd>{{/ADVICE}}
{{/LINE}}</dl>
{{#CHECKS}}<section aria-labelledby="hv-checks"><h3 class="hv-h2" id="hv-checks">{{_Looked at_}}</h3>
<dl class="hv-checks">
{{#CHECK}}<dt>{{NAME}}: <strong>{{RESULT}}</strong></dt>{{#MESSAGE}}<dd>{{TEXT}}</dd>{{/MESSAGE}}{{#ADVICE}}<dd>{{_What to do:_}} {{TEXT}}</dd>{{/ADVICE}}
{{/CHECK}}</dl></section>
{{/CHECKS}}<section aria-labelledby="hv-queue"><h3 class="hv-h2" id="hv-queue">{{_Entries for the student files_}}</h3>
<dl class="hv-numbers">
{{#QUEUE}}<div><dt>{{NAME}}</dt><dd>{{NUMBER}}</dd></div>
{{/QUEUE}}</dl>
{{#OLDEST}}<p class="hv-quiet">{{_The oldest one waits since {{TEXT}}._}}</p>
{{/OLDEST}}</section>
</div><div class="hv-beside">
<section aria-labelledby="hv-roster"><h3 class="hv-h2" id="hv-roster">{{_Roster_}}</h3>
<dl class="hv-numbers">
{{#COUNT}}<div><dt>{{NAME}}</dt><dd>{{NUMBER}}</dd></div>
{{/COUNT}}</dl>
{{#ROSTER_READ}}<p class="hv-quiet">{{_Read at {{TEXT}}_}}</p>
{{/ROSTER_READ}}{{#ROSTER_NOT_READ}}<p class="hv-quiet">{{_Not read yet._}}</p>
{{/ROSTER_NOT_READ}}</section>
</div></div>
</div>
