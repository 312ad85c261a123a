<div class="hv-repeat" data-hv-repeat="{{LIST}}">{{>ITEMS}}</div>
