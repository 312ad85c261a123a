<div class="hv-progress">
<header class="hv-head">
<p class="hv-back"><a href="{{BACK}}">{{_Back to the file_}}</a></p>
<h2 class="hv-h1">{{_How the agreements go_}}</h2>
<p class="hv-groups" dir="auto">{{STUDENT}}</p>
{{#NEXT}}<p>{{_Next contact_}}: <time datetime="{{ISO}}">{{DATE}}</time></p>
{{/NEXT}}{{#REVIEW}}<p>{{_Look at it together again on_}}: <time datetime="{{ISO}}">{{DATE}}</time></p>
{{/REVIEW}}</header>
{{#NONE}}<p class="hv-quiet">{{_No agreements have been made yet._}}</p>
{{/NONE}}{{#OWED}}<section class="hv-part" aria-labelledby="hv-owed">
<h3 class="hv-h2" id="hv-owed">{{_What the school still owes_}}</h3>
<ul class="hv-points">
{{#ITEM}}<li dir="auto">{{TEXT}}</li>
{{/ITEM}}</ul>
</section>
{{/OWED}}{{>CHART}}
{{#TABLE}}<section class="hv-part" aria-labelledby="hv-all">
<h3 class="hv-h2" id="hv-all">{{_All agreements_}}</h3>
<table class="hv-table">
<caption>{{_The newest first_}}</caption>
<thead><tr><th scope="col">{{_Agreement_}}</th><th scope="col">{{_Who_}}</th><th scope="col">{{_Made_}}</th><th scope="col">{{_By when_}}</th><th scope="col">{{_How it goes_}}</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row"><span>{{NUMBER}}.</span> <a href="#hv-course-{{NUMBER}}" dir="auto">{{WHAT}}</a></th><td data-hv-label="{{_Who_}}" dir="auto">{{WHO}}</td><td data-hv-label="{{_Made_}}">{{MADE}}</td><td data-hv-label="{{_By when_}}">{{BY}}</td><td data-hv-label="{{_How it goes_}}">{{STATE}}</td></tr>
{{/ROW}}</tbody>
</table>
</section>
{{/TABLE}}{{#COURSE}}<section class="hv-part" id="hv-course-{{NUMBER}}" aria-labelledby="hv-course-{{NUMBER}}-name">
<h3 class="hv-h2" id="hv-course-{{NUMBER}}-name" dir="auto">{{NUMBER}}. {{WHAT}}</h3>
{{#ABOUT}}<p class="hv-quiet">{{TEXT}}</p>
{{/ABOUT}}<ol class="hv-steps">
{{#STEP}}<li><time datetime="{{ISO}}">{{DATE}}</time>: {{STATE}} <span class="hv-quiet">({{LIFE}}; {{RESULT}})</span>{{#NOTE}}<br><span dir="auto">{{TEXT}}</span>{{/NOTE}}{{#BY}}<br><span class="hv-quiet">{{_noted by_}} <bdi>{{TEXT}}</bdi></span>{{/BY}}</li>
{{/STEP}}</ol>
{{#UPDATE}}<details class="hv-details"><summary>{{_Bring up to date_}}<span class="hv-hidden">: <bdi>{{WHAT}}</bdi></span></summary>
{{>ACTION}}
</details>
{{/UPDATE}}</section>
{{/COURSE}}</div>
