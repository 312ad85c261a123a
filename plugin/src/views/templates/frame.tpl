{{#PAGE}}<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>{{#TITLE}}{{TEXT}} – {{/TITLE}}{{_Home visits_}}</title>
<link rel="stylesheet" href="{{STYLE}}">
<script src="{{SCRIPT}}" defer></script>
</head>
<body class="homevisit">
<a class="hv-skip" href="#hv-main">{{_To the content_}}</a>
<header class="hv-header">
<div class="hv-header-in">
<p class="hv-brand"><a href="{{HOME}}">{{_Home visits_}}</a>{{#SCHOOL}} <span class="hv-school" dir="auto">{{TEXT}}</span>{{/SCHOOL}}</p>
{{#MENU}}<nav class="hv-nav" aria-label="{{_Main_}}">{{#STUDENTS}}<a href="{{HREF}}">{{_Students_}}</a>{{/STUDENTS}}{{#PLANNING}} <a href="{{HREF}}">{{_To be planned_}}</a>{{/PLANNING}}{{#OF_SCHOOL}} <a href="{{HREF}}">{{_School_}}</a>{{/OF_SCHOOL}}{{#SYSTEM}} <a href="{{HREF}}">{{_Connection_}}</a>{{/SYSTEM}}</nav>{{/MENU}}
{{#READER}}<div class="hv-reader"><span><bdi>{{NAME}}</bdi>{{#ROLE}}, {{TEXT}}{{/ROLE}}</span>
{{#SIGN_OUT}}<form method="post" action="{{HREF}}"><input type="hidden" name="csrf" value="{{CSRF}}"><button class="hv-plain" type="submit">{{_Sign out_}}</button></form>{{/SIGN_OUT}}
</div>{{/READER}}
</div>
</header>
<main id="hv-main" class="hv-main" tabindex="-1">
{{/PAGE}}{{#FRAGMENT}}<section class="homevisit hv-fragment" lang="{{LANG}}" dir="ltr" aria-label="{{_Home visits_}}"{{#TITLE}} data-hv-title="{{TEXT}}"{{/TITLE}}>
{{/FRAGMENT}}{{#SAVED}}<p class="hv-saved" role="status">{{TEXT}}</p>
{{/SAVED}}{{#TO_THINK_ABOUT}}<ul class="hv-hints">
{{#HINT}}<li dir="auto">{{TEXT}}</li>
{{/HINT}}</ul>
{{/TO_THINK_ABOUT}}{{>BODY}}
{{#END_PAGE}}</main>
<footer class="hv-footer"><p>{{_Written so that parents and students may read along._}}</p>{{#LANGUAGE}}<p><a href="{{HREF}}" lang="{{CODE}}" hreflang="{{CODE}}">{{TEXT}}</a></p>{{/LANGUAGE}}</footer>
</body>
</html>
{{/END_PAGE}}{{#END_FRAGMENT}}</section>
{{/END_FRAGMENT}}
