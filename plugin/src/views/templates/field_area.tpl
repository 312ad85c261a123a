<div class="hv-field">
<label class="hv-ask" for="{{ID}}">{{LABEL}}{{#NEEDED}} <span class="hv-needed">{{_(needed)_}}</span>{{/NEEDED}}</label>
{{#HINT}}<p class="hv-hint" id="{{ID}}-hint">{{TEXT}}</p>
{{/HINT}}{{#ERROR}}<p class="hv-error" id="{{ID}}-error">{{TEXT}}</p>
{{/ERROR}}<textarea id="{{ID}}" name="{{NAME}}" rows="3" maxlength="4000" dir="auto"{{#REQUIRED}} required{{/REQUIRED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>{{VALUE:pre_escape}}</textarea>
</div>
