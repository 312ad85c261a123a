// A limit of writes: so many a second, and a few at once (a token bucket). Without `per_second` there is none.
export class Limit {
  constructor({ per_second = 0, at_once = 1 } = {}) {
    this.perSecond = per_second;
    this.atOnce = at_once;
    this.left = at_once;
    this.since = null;
  }

  // Seconds to wait, in whole numbers as Retry-After has it; 0: go ahead.
  wait(now) {
    if (this.perSecond === 0) return 0;
    if (this.since !== null) this.left = Math.min(this.atOnce, this.left + ((now - this.since) / 1000) * this.perSecond);
    this.since = now;
    if (this.left >= 1) {
      this.left--;
      return 0;
    }
    return Math.ceil((1 - this.left) / this.perSecond);
  }
}
