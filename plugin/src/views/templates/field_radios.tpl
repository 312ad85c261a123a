<fieldset class="hv-field hv-choice"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
<legend class="hv-ask">{{LABEL}}{{#NEEDED}} <span class="hv-needed">{{_(needed)_}}</span>{{/NEEDED}}</legend>
{{#HINT}}<p class="hv-hint" id="{{ID}}-hint">{{TEXT}}</p>
{{/HINT}}{{#ERROR}}<p class="hv-error" id="{{ID}}-error">{{TEXT}}</p>
{{/ERROR}}{{#OPTION}}<div class="hv-option"><input type="radio" id="{{OPTION_ID}}" name="{{NAME}}" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}{{#REQUIRED_ONE}} required{{/REQUIRED_ONE}}> <label for="{{OPTION_ID}}" dir="auto">{{TEXT}}</label></div>
{{/OPTION}}</fieldset>
