<div class="hv-message">
{{#TITLE}}<h2 class="hv-h1" dir="auto">{{TEXT}}</h2>
{{/TITLE}}{{#WORDS}}<p class="hv-text" dir="auto">{{TEXT}}</p>
{{/WORDS}}{{#CHOICES}}<ul class="hv-list hv-choices">
{{#CHOICE}}<li><a href="{{HREF}}" dir="auto">{{TEXT}}</a>{{#NOTE}} <span class="hv-quiet" dir="auto">{{TEXT}}</span>{{/NOTE}}</li>
{{/CHOICE}}</ul>
{{/CHOICES}}{{#BUTTONS}}<p class="hv-buttons">{{#BUTTON}}<a class="hv-button" href="{{HREF}}" dir="auto">{{TEXT}}</a>
{{/BUTTON}}</p>
{{/BUTTONS}}{{#LINK}}<p class="hv-actions"><a href="{{HREF}}"{{#NEW_TAB}} target="_blank"{{/NEW_TAB}}>{{TEXT}}</a></p>
{{/LINK}}</div>
