<fieldset class="hv-block">
<legend class="hv-legend">{{HEADING}}</legend>
{{#HINT}}<p class="hv-hint">{{TEXT}}</p>
{{/HINT}}{{>ITEMS}}
</fieldset>
