<div class="hv-message">
{{#TITLE}}<h2 dir="auto">{{TEXT}}</h2>
{{/TITLE}}{{#WORDS}}<p class="hv-text" dir="auto">{{TEXT}}</p>
{{/WORDS}}{{#CHOICES}}<ul class="hv-list hv-choices">
{{#CHOICE}}<li><a href="{{HREF}}" dir="auto">{{TEXT}}</a>{{#NOTE}} <span class="hv-quiet" dir="auto">{{TEXT}}</span>{{/NOTE}}</li>
{{/CHOICE}}</ul>
{{/CHOICES}}{{#LINK}}<p class="hv-actions"><a href="{{HREF}}">{{TEXT}}</a></p>
{{/LINK}}</div>
