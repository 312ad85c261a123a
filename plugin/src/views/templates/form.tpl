<div class="hv-form-page">
<header class="hv-head">
<p class="hv-back"><a href="{{BACK}}">{{_Back to the file_}}</a></p>
<h2 class="hv-h1">{{HEADING}}</h2>
<p class="hv-groups" dir="auto">{{STUDENT}}</p>
{{#DRAFT_FROM}}<p class="hv-note" role="status">{{_Filled in from your draft of {{TEXT}}._}}</p>
{{/DRAFT_FROM}}{{#ANSWER_DRAFT}}<p class="hv-note" dir="auto">{{TEXT}} <a href="{{HREF}}">{{_Go on writing_}}</a></p>
{{/ANSWER_DRAFT}}{{#NO_HOME_VISIT}}<p class="hv-note">{{_At this moment no home visit is wanted at this address. A talk at school, by phone or online can be recorded here as usual._}} <a href="{{HREF}}">{{_Has the family said something else? Record the new answer._}}</a></p>
{{/NO_HOME_VISIT}}{{#NOBODY_MET}}<p class="hv-quiet"><a href="{{HREF}}">{{_Did the appointment not take place, or did nobody open? Note it here._}}</a></p>
{{/NOBODY_MET}}</header>
{{>ERROR_SUMMARY}}
<form class="hv-form" method="post" action="{{ACTION}}" accept-charset="utf-8"{{#KEEPS_DRAFT}} data-hv-draft="{{DRAFT}}" data-hv-kept="{{_Draft kept at_}}" data-hv-another="{{_Add another_}}"{{/KEEPS_DRAFT}}>
{{#WITH_CSRF}}<input type="hidden" name="csrf" value="{{CSRF}}">
{{/WITH_CSRF}}<input type="hidden" name="/submission" value="{{SUBMISSION}}">
{{>ITEMS}}
<div class="hv-buttons">
<button type="submit">{{_Save_}}</button>
{{#KEEPS_DRAFT}}<button type="submit" class="hv-quiet-button" name="intent" value="draft" formnovalidate>{{_Keep as draft_}}</button>
{{/KEEPS_DRAFT}}<p class="hv-quiet" data-hv-status aria-live="polite"></p>
</div>
</form>
</div>
