<div class="hv-visit">
<header class="hv-head">
<p class="hv-back"><a href="{{BACK}}">{{_Back to the file_}}</a></p>
<h2 class="hv-h1">{{HEADING}}, <time datetime="{{ISO}}">{{DATE}}</time>{{#TIME}}, {{TEXT}}{{/TIME}}</h2>
<p class="hv-groups" dir="auto">{{STUDENT}}</p>
<p class="hv-summary" dir="auto">{{BY}}{{#META}}; {{TEXT}}{{/META}}</p>
{{#STANDING}}<p class="hv-note">{{TEXT}}</p>
{{/STANDING}}{{#MISTAKE}}<p class="hv-note">{{TEXT}}</p>
{{/MISTAKE}}{{#SIGNED_OFF}}<p class="hv-quiet">{{_The report is closed._}}</p>
{{/SIGNED_OFF}}{{#FILED}}<p class="hv-filed">{{TEXT}}</p>
{{/FILED}}{{#FIRST}}<p class="hv-actions"><a class="hv-button" href="{{HREF}}">{{TEXT}}</a></p>
{{/FIRST}}{{#OTHER}}<p class="hv-actions"><a href="{{HREF}}">{{TEXT}}</a></p>
{{/OTHER}}{{#CHANGE}}<p class="hv-actions"><a href="{{HREF}}">{{_Change the report_}}</a></p>
{{/CHANGE}}{{#COPY}}<p class="hv-actions"><a href="{{HREF}}">{{_Copy for the parents_}}</a></p>
{{/COPY}}</header>
{{>ERROR_SUMMARY}}
{{#HINTS}}<section class="hv-part" aria-labelledby="hv-reread"><h3 class="hv-h2" id="hv-reread">{{_Read this once more_}}</h3>
<ul class="hv-points">
{{#HINT}}<li>{{TEXT}}</li>
{{/HINT}}</ul>
<p><a href="{{HREF}}">{{_Change the report_}}</a></p></section>
{{/HINTS}}{{#GOES_WELL}}<section class="hv-part"><h3 class="hv-h2">{{_What goes well_}}</h3><p class="hv-text" dir="auto">{{TEXT}}</p></section>
{{/GOES_WELL}}{{#POINTS}}<section class="hv-part"><h3 class="hv-h2">{{_Key points_}}</h3><ul class="hv-points">
{{#POINT}}<li dir="auto">{{TEXT}}</li>
{{/POINT}}</ul></section>
{{/POINTS}}{{#NOTE}}<section class="hv-part"><h3 class="hv-h2">{{HEADING}}</h3><p class="hv-text" dir="auto">{{TEXT}}</p></section>
{{/NOTE}}{{#AGREEMENT}}<section class="hv-part"><h3 class="hv-h2">{{_Agreement_}}</h3>
<p dir="auto">{{WHAT}}</p>
<p class="hv-quiet">{{STATE}}{{#NOTE}}: <bdi>{{TEXT}}</bdi>{{/NOTE}}{{#ACCEPTED}} · {{_The family agrees_}}{{/ACCEPTED}}{{#FITS}} · {{_Asked of the parent: it suits what they want and can_}}{{/FITS}}</p>
{{#MORE}}<p class="hv-quiet">{{TEXT}}</p>
{{/MORE}}{{#UPDATE}}<details class="hv-details"><summary>{{_Bring up to date_}}<span class="hv-hidden">: <bdi>{{WHAT}}</bdi></span></summary>
{{>ACTION}}
</details>
{{/UPDATE}}</section>
{{/AGREEMENT}}{{#DECISION}}<section class="hv-part"><h3 class="hv-h2">{{_How it was decided_}}</h3><p>{{TEXT}}</p></section>
{{/DECISION}}{{#NEXT}}<section class="hv-part"><h3 class="hv-h2">{{_Next contact_}}</h3><p>{{TEXT}}</p></section>
{{/NEXT}}{{#ADDENDUM}}<section class="hv-part"><h3 class="hv-h2">{{_Addition_}}</h3><p class="hv-text" dir="auto">{{TEXT}}</p>
<p class="hv-quiet" dir="auto">{{BY}}{{#DAY}}, {{TEXT}}{{/DAY}}: {{WHY}}</p></section>
{{/ADDENDUM}}{{#FACTS}}<section class="hv-part"><h3 class="hv-h2">{{_About the visit_}}</h3>
<dl><dt>{{FOR}}</dt><dd>{{PURPOSE}}</dd>
{{#WHERE}}<dt>{{_Where_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/WHERE}}{{#INTERPRETER}}<dt>{{_Interpreter_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/INTERPRETER}}{{#COMPANION}}<dt>{{_Also there_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/COMPANION}}{{#MINUTES}}<dt>{{_Working time in minutes_}}</dt><dd>{{TEXT}}</dd>
{{/MINUTES}}{{#BACKSTOP}}<dt>{{_Colleague in the background_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/BACKSTOP}}</dl></section>
{{/FACTS}}{{#TOLD}}<section class="hv-part"><h3 class="hv-h2">{{_What the family was told about privacy_}}</h3>
<dl>{{#PERSON}}<dt dir="auto">{{WHO}}</dt><dd>{{WHAT}}</dd>
{{/PERSON}}</dl>
<p class="hv-more"><a href="{{CONSENT}}">{{_Told, answered and permitted_}}</a></p></section>
{{/TOLD}}{{>CARE}}
<div class="hv-forms">
{{>ACTIONS}}
</div>
</div>
