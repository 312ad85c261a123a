<details class="hv-details"{{#IS_OPEN}} open{{/IS_OPEN}}>
<summary>{{SUMMARY}}</summary>
<div class="hv-details-in">{{>ITEMS}}</div>
</details>
