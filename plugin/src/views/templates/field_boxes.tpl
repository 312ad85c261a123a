<fieldset class="hv-field hv-choice">
<legend class="hv-ask">{{LEGEND}}</legend>
{{#HINT}}<p class="hv-hint">{{TEXT}}</p>
{{/HINT}}{{>ITEMS}}
</fieldset>
