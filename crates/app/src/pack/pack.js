'use strict';
(() => {
  const at = (id) => document.getElementById(id);
  const cover = JSON.parse(at('cover-data').textContent.replaceAll('&lt;', '<').replaceAll('&amp;', '&'));
  const covered = at('cover-data').textContent.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const made = new Date(cover.made);
  const local = (day) => day.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' });
  const left = cover.restricted === 0 ? '' :
    ` ${cover.restricted} more ${cover.restricted === 1 ? 'is' : 'are'} restricted and not in it: ring ${cover.ring}.`;
  at('cover').textContent = `${cover.council}. Pack ${cover.number} for ${cover.holder}, made ${local(made)}. ` +
    `${cover.cards} of ${cover.open} open children.${left}`;
  const hours = Math.floor((Date.now() - made) / 3600000);
  if (hours >= 24) {
    at('stale').textContent = `This pack is ${hours} hours old. What it says may no longer be so: look for a newer one.`;
    at('stale').hidden = false;
  }
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const open = async (passphrase) => {
    const { rounds, salt, nonce } = at('sealed').dataset;
    const words = new TextEncoder();
    const raw = await crypto.subtle.importKey('raw', words.encode(passphrase), 'PBKDF2', false, ['deriveKey']);
    const key = await crypto.subtle.deriveKey(
      { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: Number(rounds) },
      raw, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const packed = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes(nonce), additionalData: words.encode(covered) },
      key, bytes(at('sealed').textContent.trim()));
    const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(plain).text());
  };

  const show = (cards, slip) => {
    const drawn = cards.map(({ find, html }) => {
      const card = document.createElement('article');
      card.className = 'gt-card-page';
      card.innerHTML = html;
      const opened = document.createElement('p');
      opened.className = 'gt-opened';
      opened.textContent = slip;
      card.append(opened);
      return { find, card };
    });
    at('cards').append(...drawn.map(({ card }) => card));
    const filter = () => {
      const asked = at('word').value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { find, card } of drawn) {
        card.hidden = !asked.every((word) => find.includes(word));
        shown += card.hidden ? 0 : 1;
      }
      at('count').textContent = `${shown} of ${drawn.length} cards shown`;
    };
    at('word').addEventListener('input', filter);
    at('find').addEventListener('submit', (event) => event.preventDefault());
    at('print').addEventListener('click', () => window.print());
    filter();
    at('open').hidden = true;
    at('opened').hidden = false;
    at('word').focus();
  };

  at('open').addEventListener('submit', async (event) => {
    event.preventDefault();
    at('said').textContent = 'Opening…';
    const [who, why] = [at('who').value, at('why').value];
    const slip = `Pack ${cover.number}, made ${local(made)}. Opened ${local(new Date())} by ${who}: ${why}`;
    try {
      // In groups of four, as on the envelope, however it was typed.
      const typed = at('pass').value.toLowerCase().replace(/[^a-z0-9]/g, '');
      const { cards } = await open((typed.match(/.{1,4}/g) || []).join('-'));
      show(cards, slip);
    } catch {
      at('said').textContent = 'This does not open the pack. Check the number on the envelope, and type it again.';
    }
  });
})();
