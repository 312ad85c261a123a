<span lang="{{LANG}}" dir="auto">{{SUMMARY}}</span>
