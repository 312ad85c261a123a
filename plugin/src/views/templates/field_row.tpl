<fieldset class="hv-row">
<legend class="hv-hidden">{{LEGEND}}</legend>
<div class="hv-row-in">{{>ITEMS}}</div>
</fieldset>
