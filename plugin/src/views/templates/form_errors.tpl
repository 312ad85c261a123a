{{#ERRORS}}<div class="hv-errors" role="alert" aria-labelledby="hv-errors" tabindex="-1">
<h3 class="hv-h2" id="hv-errors">{{#SAVES}}{{_Not saved yet. Please look at:_}}{{/SAVES}}{{#ASKS}}{{_Please look at:_}}{{/ASKS}}</h3>
<ul>
{{#ERROR_LINE}}<li>{{#ERROR_LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/ERROR_LINK}}{{#ERROR_TEXT}}{{TEXT}}{{/ERROR_TEXT}}</li>
{{/ERROR_LINE}}</ul>
</div>
{{/ERRORS}}
