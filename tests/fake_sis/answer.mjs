// An answer, the same over HTTP/1.1 and HTTP/2.
export class Answer {
  constructor(request, response) {
    this.request = request;
    this.response = response;
    this.skew = 0;
  }

  send(status, headers, body = '') {
    if (this.response.destroyed) return;
    // Of our own, so that it can be wrong.
    this.response.sendDate = false;
    this.response.statusCode = status;
    for (const [name, value] of Object.entries({ date: this.date(0), ...headers })) this.response.setHeader(name, value);
    this.response.end(this.request.method === 'HEAD' ? undefined : body);
  }

  json(status, value, headers = {}) {
    this.send(status, { 'content-type': 'application/json', ...headers }, JSON.stringify(value));
  }

  // Fewer bytes than Content-Length says, then a proper end of the connection.
  half(status, value) {
    const text = JSON.stringify(value);
    this.response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length * 2 });
    this.response.write(text.slice(0, text.length / 2), () => this.request.socket.end());
  }

  // A date of HTTP, `seconds` after the server's own time.
  date(seconds) {
    return new Date(Date.now() + (seconds + this.skew) * 1000).toUTCString();
  }

  // As a peer that goes away: RST over HTTP/1.1 (of TCP), RST_STREAM over HTTP/2.
  breakOff() {
    if (this.response.stream) {
      this.response.stream.close(2); // INTERNAL_ERROR
    } else {
      const socket = this.request.socket;
      (socket._parent ?? socket).resetAndDestroy?.();
      socket.destroy();
    }
  }

  // The same once the first bytes of the body are there.
  breakOffInBody() {
    this.request.once('data', () => this.breakOff()).once('end', () => this.breakOff());
  }
}
