<div class="hv-class">
<header class="hv-head">
<h2 class="hv-h1" dir="auto">{{HEADING}}</h2>
{{#GROUPS}}<nav class="hv-switch" aria-label="{{_Your groups_}}">
{{#GROUP}}{{#CURRENT}}<span aria-current="page" dir="auto">{{TEXT}}</span>{{/CURRENT}}{{#OTHER}}<a href="{{HREF}}" dir="auto">{{TEXT}}</a>{{/OTHER}}
{{/GROUP}}</nav>
{{/GROUPS}}<form class="hv-search" role="search" method="post" action="{{FIND}}" accept-charset="utf-8"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="page" value="{{FOUND}}"><label for="hv-query">{{_Find a student_}}</label> <input id="hv-query" type="search" name="query" value="{{QUERY}}" maxlength="100" dir="auto" autocomplete="off"> <button class="hv-quiet-button" type="submit">{{_Find_}}</button></form>
</header>
{{#BOARDS}}<nav class="hv-switch" aria-label="{{_The programme in this class_}}">{{#LINK}}<a href="{{HREF}}">{{TEXT}}</a> {{/LINK}}</nav>
{{/BOARDS}}{{#VISITS}}<section class="hv-part" aria-labelledby="hv-visits"><h3 class="hv-h2" id="hv-visits">{{_Visits that you go on_}}</h3>
<ul class="hv-points">
{{#VISIT}}<li dir="auto"><a href="{{HREF}}">{{WHEN}}</a> · {{ABOUT}} · {{HOW_IT_STANDS}}</li>
{{/VISIT}}</ul></section>
{{/VISITS}}{{#BACKGROUND}}<section class="hv-part" aria-labelledby="hv-background"><h3 class="hv-h2" id="hv-background">{{_In the background_}}</h3>
<ul class="hv-points">
{{#VISIT}}<li dir="auto">{{WHO}} · {{WHEN}} · {{HOW_IT_STANDS}}</li>
{{/VISIT}}</ul>
<p class="hv-more"><a href="{{HREF}}">{{_All times_}}</a></p></section>
{{/BACKGROUND}}{{#QUESTIONS}}<p class="hv-note"><a href="{{HREF}}">{{TEXT}}</a></p>
{{/QUESTIONS}}{{#CHOOSE}}<p>{{_Choose a group, or find a student by name or number._}}</p>
{{/CHOOSE}}{{#ORDER}}<nav class="hv-order" aria-label="{{_Order and choice_}}">
<p>{{_Order:_}} {{#SORT}}{{#CURRENT}}<span aria-current="true">{{TEXT}}</span>{{/CURRENT}}{{#OTHER}}<a href="{{HREF}}">{{TEXT}}</a>{{/OTHER}} {{/SORT}}</p>
<p>{{_Show:_}} {{#SHOW}}{{#CURRENT}}<span aria-current="true">{{TEXT}}</span>{{/CURRENT}}{{#OTHER}}<a href="{{HREF}}">{{TEXT}}</a>{{/OTHER}} {{/SHOW}}</p>
</nav>
{{/ORDER}}{{#NOBODY}}<p class="hv-quiet">{{_No students here._}}</p>
{{/NOBODY}}{{#TABLE}}<table class="hv-table" role="table">
<caption>{{CAPTION}}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{{_Name_}}</th>{{#WITH_GROUP}}<th role="columnheader" scope="col">{{_Group_}}</th>{{/WITH_GROUP}}<th role="columnheader" scope="col">{{_Last contact_}}</th><th role="columnheader" scope="col">{{_Next contact_}}</th><th role="columnheader" scope="col">{{_Waiting to be filed_}}</th></tr></thead>
<tbody role="rowgroup">
{{#ROW}}<tr role="row"><th role="rowheader" scope="row"><a href="{{HREF}}" dir="auto">{{NAME}}</a></th>{{#IN_GROUP}}<td role="cell" dir="auto" data-hv-label="{{_Group_}}">{{TEXT}}</td>{{/IN_GROUP}}<td role="cell" data-hv-label="{{_Last contact_}}">{{LAST}}</td><td role="cell" data-hv-label="{{_Next contact_}}">{{NEXT}}</td><td role="cell" data-hv-label="{{_Waiting to be filed_}}">{{WAITING}}</td></tr>
{{/ROW}}</tbody>
</table>
{{/TABLE}}{{#ABOUT}}<p class="hv-quiet">{{TEXT}}</p>
{{/ABOUT}}</div>
