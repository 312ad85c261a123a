<div class="hv-panel">
<header class="hv-head">
<h2 class="hv-h1 hv-name" dir="auto">{{STUDENT}}</h2>
{{#GROUPS}}<p class="hv-groups" dir="auto">{{TEXT}}</p>
{{/GROUPS}}<p class="hv-summary" dir="auto">{{SUMMARY}}</p>
{{#ACTIONS}}<p class="hv-actions"><a class="hv-button" href="{{RECORD}}">{{_Record a home visit_}}</a> <a class="hv-second" href="{{ANSWER}}">{{_Record an answer_}}</a> <a class="hv-second" href="{{PLAN}}">{{_Plan a visit_}}</a> <a class="hv-second" href="{{REACH}}">{{_Reach the family_}}</a></p>
{{#DRAFT}}<p class="hv-note">{{_There is a draft of yours._}} <a href="{{RECORD}}">{{_Go on writing_}}</a></p>
{{/DRAFT}}{{#ANSWER_DRAFT}}<p class="hv-note" dir="auto">{{TEXT}} <a href="{{HREF}}">{{_Go on writing_}}</a></p>
{{/ANSWER_DRAFT}}{{/ACTIONS}}{{#DELAY}}<p class="hv-quiet hv-delay">{{TEXT}}</p>
{{/DELAY}}</header>
<div class="hv-columns">
<div class="hv-first">
{{#COMING}}<section aria-labelledby="hv-coming">
<h3 class="hv-h2" id="hv-coming">{{_Coming up_}}</h3>
{{>ENTRIES}}
</section>
{{/COMING}}<section aria-labelledby="hv-timeline">
<h3 class="hv-h2" id="hv-timeline">{{_Timeline_}}</h3>
{{#NOTHING_YET}}<p class="hv-quiet">{{_Nothing has been recorded yet._}}</p>
{{/NOTHING_YET}}{{#TIMELINE}}{{>ENTRIES}}
{{/TIMELINE}}</section>
</div>
<div class="hv-beside">
{{#KEPT_BACK}}<section aria-labelledby="hv-kept-back">
<h3 class="hv-h2" id="hv-kept-back">{{_Good to know before you write_}}</h3>
<ul class="hv-list">
{{#LINE}}<li><p>{{TEXT}}</p></li>
{{/LINE}}</ul>
<p class="hv-more"><a href="{{CONSENT}}">{{_Told, answered and permitted_}}</a></p>
</section>
{{/KEPT_BACK}}{{#QUESTIONS}}<section aria-labelledby="hv-questions">
<h3 class="hv-h2" id="hv-questions">{{_For the school to answer_}}</h3>
<ul class="hv-list">
{{#QUESTION}}<li><p><a href="{{HREF}}" dir="auto">{{TEXT}}</a></p></li>
{{/QUESTION}}</ul>
</section>
{{/QUESTIONS}}{{#AGREEMENTS}}<section aria-labelledby="hv-agreements">
<h3 class="hv-h2" id="hv-agreements">{{_Open agreements_}}</h3>
<ul class="hv-list">
{{#AGREEMENT}}<li><p dir="auto">{{WHAT}}</p>
<p class="hv-quiet">{{STATE}}{{#NOTE}}: <bdi>{{TEXT}}</bdi>{{/NOTE}} · <a href="{{HREF}}">{{_Bring up to date_}}<span class="hv-hidden">: <bdi>{{WHAT}}</bdi></span></a></p></li>
{{/AGREEMENT}}</ul>
<p class="hv-more"><a href="{{PROGRESS}}">{{_How the agreements go_}}</a></p>
</section>
{{/AGREEMENTS}}{{#NONE_OPEN}}<section>
<p class="hv-more"><a href="{{PROGRESS}}">{{_How the agreements go_}}</a></p>
</section>
{{/NONE_OPEN}}{{#NEXT}}<section aria-labelledby="hv-next">
<h3 class="hv-h2" id="hv-next">{{_Next contact_}}</h3>
<p>{{#DAY}}<time datetime="{{ISO}}">{{DATE}}</time>{{/DAY}}{{#FORM}} · {{TEXT}}{{/FORM}}{{#NOT_SET}}{{TEXT}}{{/NOT_SET}}</p>
{{#PROPOSED}}<p class="hv-quiet">{{TEXT}}</p>
{{/PROPOSED}}{{#FREQUENCY}}<p dir="auto">{{TEXT}}</p>
{{/FREQUENCY}}{{#FIXED}}<p dir="auto">{{TEXT}}</p>
{{/FIXED}}{{#AGREED}}<p class="hv-quiet">{{_Agreed with the family_}}</p>
{{/AGREED}}{{#SET}}<p class="hv-more"><a href="{{HREF}}">{{TEXT}}</a></p>
{{/SET}}</section>
{{/NEXT}}{{#GUARDIANS}}<section aria-labelledby="hv-guardians">
<h3 class="hv-h2" id="hv-guardians">{{HEADING}}</h3>
{{#TO_TELL}}<p class="hv-note" dir="auto">{{TEXT}}</p>
{{/TO_TELL}}<ul class="hv-list">
{{#GUARDIAN}}<li><p><bdi class="hv-person">{{NAME}}</bdi>{{#RELATION}} (<bdi>{{TEXT}}</bdi>){{/RELATION}}</p>
{{#REACH}}<p class="hv-quiet" dir="auto">{{TEXT}}</p>
{{/REACH}}{{#ANSWER}}<p class="hv-quiet">{{TEXT}}</p>
{{/ANSWER}}{{#TOLD}}<p class="hv-quiet">{{TEXT}}</p>
{{/TOLD}}{{#NOT_INFORMED}}<p class="hv-quiet">{{_Not to be informed by the school, says the student's file._}}</p>
{{/NOT_INFORMED}}{{#LINK}}<p class="hv-quiet"><a href="{{HREF}}">{{TEXT}}<span class="hv-hidden">: <bdi>{{OF}}</bdi></span></a></p>
{{/LINK}}</li>
{{/GUARDIAN}}</ul>
<p><a class="hv-second" href="{{CONSENT}}">{{_Told, answered and permitted_}}</a></p>
</section>
{{/GUARDIANS}}{{#PASS_ON}}<section>
{{#PASSED_ON}}<h3 class="hv-h2">{{_Passed on_}}</h3>
<ul class="hv-list">
{{#REFERRAL}}<li><p>{{TEXT}}</p></li>
{{/REFERRAL}}</ul>
{{/PASSED_ON}}{{#LINK}}<p class="hv-more"><a href="{{HREF}}">{{_Pass on to somebody of the care team_}}</a></p>
{{/LINK}}</section>
{{/PASS_ON}}{{#LOOKS}}<section>
<p class="hv-more"><a href="{{HREF}}">{{_Who has seen this file, and files to give on_}}</a></p>
</section>
{{/LOOKS}}</div>
</div>
{{>CARE}}
</div>
