<form class="hv-form hv-action" method="post" action="{{ACTION}}" accept-charset="utf-8">
{{#WITH_CSRF}}<input type="hidden" name="csrf" value="{{CSRF}}">
{{/WITH_CSRF}}<input type="hidden" name="/submission" value="{{SUBMISSION}}">
{{#HEADING}}<h3 class="hv-h2">{{TEXT}}</h3>
{{/HEADING}}{{#HINT}}<p class="hv-hint">{{TEXT}}</p>
{{/HINT}}{{>ITEMS}}
<div class="hv-buttons"><button type="submit" class="hv-quiet-button">{{BUTTON}}</button></div>
</form>
