<section class="hv-part">
<h3 class="hv-h2">{{HEADING}}</h3>
<p class="hv-hint">{{TEXT}}</p>
<p class="hv-actions">{{#LINK}}<a href="{{HREF}}">{{TEXT}}</a> {{/LINK}}</p>
</section>
