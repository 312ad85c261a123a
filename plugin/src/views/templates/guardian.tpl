<div class="hv-form-page">
<header class="hv-head">
<p class="hv-back"><a href="{{BACK}}">{{_Back to the file_}}</a></p>
<h2 dir="auto">{{NAME}}</h2>
<p class="hv-groups" dir="auto">{{STUDENT}}</p>
{{#NOT_INFORMED}}<p class="hv-note">{{_Not to be informed by the school, says the student's file._}}</p>
{{/NOT_INFORMED}}<p><a href="{{WISHES}}">{{_What suits this guardian_}}</a></p>
</header>
{{#INFORMED}}{{>ERROR_SUMMARY}}
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
