<p class="hv-hint" dir="auto">{{TEXT}}</p>
