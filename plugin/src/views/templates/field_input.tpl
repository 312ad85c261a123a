<div class="hv-field">
<label class="hv-ask" for="{{ID}}">{{LABEL}}{{#NEEDED}} <span class="hv-needed">{{_(needed)_}}</span>{{/NEEDED}}</label>
{{#HINT}}<p class="hv-hint" id="{{ID}}-hint">{{TEXT}}</p>
{{/HINT}}{{#ERROR}}<p class="hv-error" id="{{ID}}-error">{{TEXT}}</p>
{{/ERROR}}<input id="{{ID}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}"{{#FREE}} dir="auto" autocomplete="off" maxlength="1000"{{/FREE}}{{#MINUTES}} min="0" max="1440" inputmode="numeric"{{/MINUTES}}{{#REQUIRED}} required{{/REQUIRED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
</div>
