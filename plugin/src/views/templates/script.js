// Optional: the pages work without it. Keeps drafts on the server while somebody types, and adds rows.
// Nothing is stored in the browser.
(function () {
  'use strict';
  var KEEP_AFTER_MS = 10000;

  function keepDrafts(form) {
    var status = form.querySelector('[data-hv-status]');
    var changed = false;
    var timer = 0;
    var leaving = false;

    function body() {
      var fields = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (typeof value === 'string') fields.append(name, value);
      });
      fields.set('intent', 'draft');
      return fields;
    }

    function say(now) {
      var time = String(now.getHours()).padStart(2, '0') + ':' + String(now.getMinutes()).padStart(2, '0');
      if (status) status.textContent = form.getAttribute('data-hv-kept') + ' ' + time;
    }

    function keep(last) {
      clearTimeout(timer);
      timer = 0;
      if (!changed || leaving) return;
      changed = false;
      fetch(form.getAttribute('data-hv-draft'), {
        method: 'POST',
        body: body(),
        headers: {'X-Homevisit': 'draft'},
        credentials: 'same-origin',
        keepalive: last
      }).then(function (answer) {
        if (answer.ok) say(new Date());
        else changed = true;
      }).catch(function () {
        changed = true; // no network: the next change tries again
      });
    }

    form.addEventListener('input', function () {
      changed = true;
      if (!timer) timer = setTimeout(function () { keep(false); }, KEEP_AFTER_MS);
    });
    form.addEventListener('submit', function () { leaving = true; });
    window.addEventListener('pagehide', function () { keep(true); });
    // A page that comes back from the browser's memory is typed in again.
    window.addEventListener('pageshow', function () { leaving = false; });
  }

  function renumber(element, list, from, to) {
    ['name', 'id', 'for', 'aria-describedby'].forEach(function (attribute) {
      var value = element.getAttribute(attribute);
      if (!value) return;
      var plain = list.replace(/[^a-z0-9_]/g, '-');
      element.setAttribute(attribute,
        value.replace(list + from + '/', list + to + '/').replace(plain + from + '-', plain + to + '-')
          .replace(new RegExp('^(=?' + list + ')' + from + '$'), '$1' + to)
          .replace(new RegExp(plain + from + '$'), plain + to));
    });
  }

  function addRow(rows, list, from) {
    var last = rows[rows.length - 1];
    var row = last.cloneNode(true);
    var to = from + 1;
    row.querySelectorAll('*').forEach(function (element) {
      renumber(element, list, from, to);
      if (element.matches('label, legend, summary')) {
        element.childNodes.forEach(function (node) {
          if (node.nodeType === 3) node.nodeValue = node.nodeValue.replace(String(from + 1), String(to + 1));
        });
      }
      if (element.matches('input[type=checkbox]')) element.checked = false;
      else if (element.matches('input:not([type=hidden])')) element.value = '';
      element.removeAttribute('aria-invalid');
      if (element.matches('.hv-error')) element.remove();
    });
    last.after(row);
    var first = row.querySelector('input, select');
    if (first) first.focus();
  }

  function addAnother(form, list, most) {
    function rows() {
      return form.querySelectorAll('[data-hv-repeat="' + list + '"]');
    }
    if (rows().length === 0) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'hv-plain';
    button.textContent = form.getAttribute('data-hv-another');
    button.addEventListener('click', function () {
      var all = rows();
      addRow(all, list, all.length - 1);
      if (rows().length >= most) button.remove();
    });
    rows()[rows().length - 1].after(button);
  }

  // A page with several forms saves one of them: the browser asks before the others lose what was typed.
  function askBeforeLosing(forms) {
    var typed = [];
    forms.forEach(function (form) {
      form.addEventListener('input', function () {
        if (typed.indexOf(form) < 0) typed.push(form);
      });
      form.addEventListener('submit', function () {
        window.onbeforeunload = function (event) {
          window.onbeforeunload = null;
          if (typed.some(function (other) { return other !== form; })) event.preventDefault();
        };
      });
    });
  }

  var forms = document.querySelectorAll('.homevisit form.hv-form[method=post]');
  if (forms.length > 1) askBeforeLosing(forms);
  document.querySelectorAll('.homevisit form[data-hv-draft]').forEach(function (form) {
    keepDrafts(form);
    addAnother(form, '/report/key_points/', 10);
    addAnother(form, '/report/agreements/', 20);
  });
  var errors = document.querySelector('.homevisit .hv-errors');
  if (errors) errors.focus();
})();
