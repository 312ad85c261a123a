{{#HEADING_OF_SECTION}}<h3 class="hv-h3">{{TEXT}}</h3>
{{/HEADING_OF_SECTION}}{{#HEADING}}<h4 class="hv-h3">{{TEXT}}</h4>
{{/HEADING}}{{>ERROR_SUMMARY}}
<form class="hv-form" method="{{METHOD}}" action="{{ACTION}}" accept-charset="utf-8">
{{#WITH_CSRF}}<input type="hidden" name="csrf" value="{{CSRF}}">
{{/WITH_CSRF}}{{#FINDS}}<input type="hidden" name="page" value="{{TEXT}}">
{{/FINDS}}{{#WRITES}}<input type="hidden" name="/submission" value="{{SUBMISSION}}">
{{#NAMED}}<input type="hidden" name="=form" value="{{TEXT}}">{{/NAMED}}
{{/WRITES}}{{>ITEMS}}
<div class="hv-buttons"><button type="submit">{{BUTTON}}</button></div>
</form>
