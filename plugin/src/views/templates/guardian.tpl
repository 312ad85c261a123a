<div class="hv-form-page">
<header class="hv-head">
<p class="hv-back"><a href="{{BACK}}">{{_Back to the file_}}</a></p>
<h2 class="hv-h1" dir="auto">{{NAME}}</h2>
<p class="hv-groups" dir="auto">{{STUDENT}}</p>
{{#NOT_INFORMED}}<p class="hv-note">{{_Not to be informed by the school, says the student's file._}}</p>
{{/NOT_INFORMED}}<p><a href="{{WISHES}}">{{_What suits this guardian_}}</a></p>
</header>
{{#CONTACT}}<section class="hv-part"><h3 class="hv-h2">{{_Agreed about contact_}}</h3>
{{#LIST}}<ul class="hv-points">
{{#FIXED}}<li dir="auto">{{TEXT}}</li>
{{/FIXED}}{{#AGREEMENT}}<li dir="auto"><a href="{{HREF}}">{{WHAT}}</a></li>
{{/AGREEMENT}}</ul>
{{/LIST}}<p class="hv-quiet">{{_When the teacher can be reached, and how the parents like to react: note it as an agreement with the report of a talk._}}</p></section>
{{/CONTACT}}{{#INFORMED}}{{>ERROR_SUMMARY}}
<form class="hv-form" method="post" action="{{ACTION}}" accept-charset="utf-8">
{{#WITH_CSRF}}<input type="hidden" name="csrf" value="{{CSRF}}">
{{/WITH_CSRF}}<input type="hidden" name="/submission" value="{{SUBMISSION}}">
{{>ITEMS}}
<div class="hv-buttons"><button type="submit">{{_Save what was told_}}</button></div>
</form>
{{/INFORMED}}{{#PREFERENCE}}{{>ERROR_SUMMARY}}
<form class="hv-form" method="post" action="{{ACTION}}" accept-charset="utf-8">
{{#WITH_CSRF}}<input type="hidden" name="csrf" value="{{CSRF}}">
{{/WITH_CSRF}}<input type="hidden" name="/submission" value="{{SUBMISSION}}">
{{>ITEMS}}
<div class="hv-buttons"><button type="submit">{{_Save how to reach them_}}</button></div>
</form>
{{/PREFERENCE}}</div>
