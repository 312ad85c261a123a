{{#CARE}}<section class="hv-care" aria-labelledby="hv-care">
<h3 class="hv-h2" id="hv-care">{{_For the mentor and the care team_}}</h3>
{{#OF_VISIT}}<div class="hv-of-visit">
{{#DAY}}<h4 class="hv-h3 hv-title">{{TEXT}}</h4>
{{/DAY}}<dl>
{{#NOTE}}<dt>{{HEADING}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/NOTE}}{{#NEED}}<dt>{{_What is needed_}} – {{KIND}} ({{STATE}})</dt><dd dir="auto">{{OBSERVATION}}</dd>
{{#SOLUTION}}<dd dir="auto">{{_Solution together:_}} {{TEXT}}</dd>
{{/SOLUTION}}{{/NEED}}{{#PARKED}}<dt>{{_A heavier matter that needs a talk of its own_}}</dt><dd dir="auto">{{WHAT}}</dd>
{{#WITH}}<dd dir="auto">{{_With whom:_}} {{TEXT}}</dd>
{{/WITH}}{{#DAY}}<dd>{{_On:_}} {{TEXT}}</dd>
{{/DAY}}{{/PARKED}}{{#OWN_SOLUTION}}<dt>{{_What the family itself thinks of_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/OWN_SOLUTION}}{{#PLAN}}<dt>{{_Support plan (OPP)_}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/PLAN}}</dl>
</div>
{{/OF_VISIT}}</section>
{{/CARE}}{{#CONFIDENTIAL}}<section class="hv-care" aria-labelledby="hv-confidential">
<h3 class="hv-h2" id="hv-confidential">{{_Confidential_}}</h3>
<p class="hv-quiet">{{_Stays here; never goes to the student's file of the school._}}</p>
{{#OF_VISIT}}<div class="hv-of-visit">
{{#DAY}}<h4 class="hv-h3 hv-title">{{TEXT}}</h4>
{{/DAY}}<dl>
{{#NOTE}}<dt>{{HEADING}}</dt><dd dir="auto">{{TEXT}}</dd>
{{/NOTE}}</dl>
</div>
{{/OF_VISIT}}</section>
{{/CONFIDENTIAL}}
