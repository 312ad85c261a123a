<div class="hv-sheet">
<header class="hv-head">
{{#BACK}}<p class="hv-back"><a href="{{HREF}}">{{TEXT}}</a></p>
{{/BACK}}<h2 class="hv-h1"{{#TITLE_LANGUAGE}} lang="{{TEXT}}"{{/TITLE_LANGUAGE}} dir="{{TITLE_DIR}}">{{TITLE}}</h2>
{{#SUBTITLE}}<p class="hv-groups" dir="auto">{{TEXT}}</p>
{{/SUBTITLE}}{{#NOTE}}<p class="hv-note">{{TEXT}}</p>
{{/NOTE}}{{#INTRO}}<p>{{TEXT}}</p>
{{/INTRO}}{{#HEAD_LINKS}}<p class="hv-actions">{{#LINK}}<a class="{{CLASS}}" href="{{HREF}}">{{TEXT}}</a> {{/LINK}}</p>
{{/HEAD_LINKS}}{{#LANGUAGES}}<nav class="hv-order hv-languages" aria-label="{{_Language of the text_}}"><p>{{_Language:_}} {{#LANGUAGE}}{{#CURRENT}}<span aria-current="true">{{TEXT}}</span>{{/CURRENT}}{{#OTHER}}<a href="{{HREF}}">{{TEXT}}</a>{{/OTHER}} {{/LANGUAGE}}</p></nav>
{{/LANGUAGES}}</header>
{{#SECTION}}<section class="hv-part{{MEDIUM}}"{{#IN_LANGUAGE}} lang="{{CODE}}" dir="{{DIRECTION}}"{{/IN_LANGUAGE}}>
{{#HEADING}}<h3 class="hv-h2" dir="auto">{{TEXT}}</h3>
{{/HEADING}}{{#PARAGRAPH}}<p class="hv-text" dir="auto">{{TEXT}}</p>
{{/PARAGRAPH}}{{#FACTS}}<dl class="hv-facts">{{#FACT}}<div><dt>{{LABEL}}</dt><dd dir="auto">{{TEXT}}</dd></div>{{/FACT}}</dl>
{{/FACTS}}{{#POINTS}}<ul class="hv-points">{{#POINT}}<li dir="auto">{{TEXT}}</li>{{/POINT}}</ul>
{{/POINTS}}{{>BARS}}{{>TABLE}}{{#LINKS}}<p class="hv-actions">{{#LINK}}<a class="{{CLASS}}" href="{{HREF}}">{{TEXT}}</a> {{/LINK}}</p>
{{/LINKS}}{{>FORM}}</section>
{{/SECTION}}</div>
