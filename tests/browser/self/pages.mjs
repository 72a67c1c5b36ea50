// Small pages, one good and the others each broken in one way, served to prove that the guards see the difference.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const page = (body, head = '') => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Referral</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body><main><h1>Referral</h1>${body}</main></body></html>`;

const form = `<form method="get" action="/good">
<p><label for="name">Name of the child</label> <input id="name" name="name"></p>
<p><input type="checkbox" id="seen" name="seen"> <label for="seen">The child was seen</label></p>
<p><button>Save</button></p></form>`;

const radio = (kind, aria) =>
  `<p><input type="radio" class="${kind}" id="yes" name="seen" ${aria}> <label for="yes">Seen alone</label></p>`;

const pages = {
  '/good': page(form),
  '/unlabelled': page('<form><input name="name"><button>Save</button></form>'),
  '/low-contrast': page('<p style="color:#bbb;background:#fff">Seen alone</p>'),
  '/revealing-radio': page(radio('govuk-radios__input', 'aria-expanded="false"')),
  '/other-radio': page(radio('another', 'aria-expanded="false"')),
  '/radio-and-more': page(radio('govuk-radios__input', 'aria-expanded="false" aria-sort="none"')),
  '/other-host': page('<img alt="" src="http://tracker.example/pixel.gif">'),
  '/console-error': page('<script>console.error("lost")</script>'),
  '/script-fails': page('<script>undefinedThing()</script>'),
  '/inline-under-policy': page('<p style="color:#000">Seen alone</p>'),
  '/wide': page('<div style="width:600px">A wide table</div>'),
  '/heavy': page(`<p>${randomBytes(30_000).toString('base64')}</p>`),
  '/needs-script': page('<div id="here"></div><script>here.textContent = "Shown by a script"</script>'),
};

/** Serve them. Answers `{ url, close() }`. */
export function servePages() {
  const server = createServer((request, response) => {
    const address = request.url.split('?')[0];
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    if (address === '/favicon.ico') return response.writeHead(204).end();
    if (address === '/inline-under-policy') headers['content-security-policy'] = "default-src 'self'";
    if (!(address in pages)) return response.writeHead(404, headers).end(page('<p>Not found</p>'));
    return response.writeHead(200, headers).end(pages[address]);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const close = () => new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close });
    });
  });
}
