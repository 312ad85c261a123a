{{#ERRORS}}<div class="hv-errors" role="alert" aria-labelledby="hv-errors" tabindex="-1">
<h3 class="hv-h2" id="hv-errors">{{_Not saved yet. Please look at:_}}</h3>
<ul>
{{#ERROR_LINE}}<li>{{#ERROR_LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/ERROR_LINK}}{{#ERROR_TEXT}}{{TEXT}}{{/ERROR_TEXT}}</li>
{{/ERROR_LINE}}</ul>
</div>
{{/ERRORS}}
