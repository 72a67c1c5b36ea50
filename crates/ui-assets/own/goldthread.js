// Saves time; every task also works without it. No words about a child are kept in the browser.
import { initAll } from '/assets/govuk-frontend.js'

const $ = (selector, within = document) => within.querySelector(selector)
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)]
const clock = (seconds) => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...(seconds && { second: '2-digit' }) })

// Drafts. <form data-draft="/drafts/ID" data-base="VERSION">: each changed answer is posted to /drafts/ID/field as
// path, value (none, one or several) and base; the reply is JSON with the new version. 409: somebody else changed it; 410: it is a record now.
function draft (form) {
  const status = $('[data-draft-status]', form) || $('[data-draft-status]')
  const waiting = new Map()
  const bases = new Map()
  let busy = false; let onItsWay; let failures = 0; let timer = 0; let leaving = false; let stopped = false; let both = false; let again = ''

  const say = (state, words) => { if (status) { status.dataset.state = state; status.textContent = words } }
  const values = (name) => new FormData(form).getAll(name).filter((value) => typeof value === 'string')
  const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay) }

  // Somebody who was signed out and signed in again in another tab has a new secret, which the draft's page gives. Words
  // typed by one person are never sent as another's.
  async function renewed () {
    const reply = await fetch(form.dataset.draft, { redirect: 'manual', headers: { accept: 'text/html' } })
    const fresh = reply.ok && new DOMParser().parseFromString(await reply.text(), 'text/html')
    const who = (page) => $('.gt-header__user span', page)?.textContent
    const [old, secret] = [form, fresh && $('form[data-draft]', fresh)].map((one) => one && one.elements.namedItem('csrf'))
    if (!secret || who(fresh) !== who(document) || secret.value === old.value) return false
    $$('[name=csrf]').forEach((input) => { input.value = secret.value })
    return true
  }

  async function save () {
    clearTimeout(timer)
    if (busy || stopped || !waiting.size) return
    const [path, mark] = waiting.entries().next().value
    const body = new URLSearchParams({ path, base: bases.get(path) ?? form.dataset.base ?? '' })
    for (const value of values(path)) body.append('value', value)
    const csrf = form.elements.namedItem('csrf')
    if (csrf) body.append('csrf', csrf.value)
    busy = true
    onItsWay = new AbortController()
    say('saving', 'Saving')
    try {
      const reply = await fetch(form.dataset.draft + '/field', { method: 'POST', body, signal: onItsWay.signal, keepalive: body.toString().length < 60000, redirect: 'manual', headers: { accept: 'application/json' } })
      if (reply.status === 403 && await renewed()) return later(0)
      if (reply.status === 401 || reply.status === 403 || reply.type === 'opaqueredirect') {
        again = '/sign-in?next=' + encodeURIComponent(form.dataset.draft + '#' + path)
        throw new Error('You have been signed out. Sign in again in another tab. Your words are still on this page.')
      }
      again = ''
      if (reply.status === 410) {
        stopped = true
        throw new Error('It was finished while you were writing. Your words are still on this page: press Finish to see what to do with them.')
      }
      if (!reply.ok && reply.status !== 409) throw new Error('Not saved. Your words are still on this page.')
      const { version } = await reply.json()
      if (version !== undefined) bases.set(path, version)
      if (waiting.get(path) === mark) waiting.delete(path)
      failures = 0
      if (reply.status === 409) both = true
      if (both) say('conflict', 'Somebody else changed the same answer. Both are kept: reload the page to see them.')
      else if (!waiting.size) say('saved', 'Saved ' + clock())
      if (waiting.size) later(0)
    } catch (error) {
      if (leaving) return
      failures++
      say('failed', error.message.endsWith('.') ? error.message : 'Not saved. Your words are still on this page.')
      if (again) status?.append(' ', Object.assign(document.createElement('a'), { href: again, target: '_blank', className: 'govuk-link', textContent: 'Sign in (opens a new tab)' }))
      later(Math.min(60000, 1000 * 2 ** failures))
    } finally {
      busy = false
    }
  }

  // Back from signing in: to the question that was being answered.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus()

  const changed = (event, delay) => {
    const name = event.target.name
    // What begins with _ is not an answer but for the form itself, such as whom to look for; the reason is one.
    if (!name || (name[0] === '_' && name !== '_reason') || event.target.type === 'file' || event.target.type === 'hidden') return
    waiting.set(name, Symbol(name))
    if (status?.dataset.state === 'saved') status.dataset.state = 'waiting'
    later(delay)
  }
  form.addEventListener('input', (event) => changed(event, 800))
  form.addEventListener('change', (event) => changed(event, 0))
  form.addEventListener('focusout', () => waiting.size && !failures && later(0))
  form.addEventListener('submit', (event) => { leaving = !event.defaultPrevented; stopped = leaving; clearTimeout(timer); if (leaving) onItsWay?.abort() })
  addEventListener('pageshow', () => { leaving = stopped = false })
  addEventListener('online', () => later(0))
  addEventListener('visibilitychange', () => document.hidden && save())
  addEventListener('beforeunload', (event) => { if (waiting.size && !leaving) { save(); event.preventDefault() } })
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); waiting.size ? save() : say('saved', 'Saved ' + clock()) }
  })
}

// Words typed in a form that is not a draft are sent to /kept as they are typed, and stand in it when the page is opened
// again: another link, a session that ended and a browser that crashed lose none.
function words (form) {
  let timer = 0; let waiting = false; let sending = false; let onItsWay
  async function keep () {
    clearTimeout(timer)
    if (!waiting || sending) return
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    body.append('_page', location.pathname + location.search)
    onItsWay = new AbortController()
    waiting = false
    try {
      const reply = await fetch('/kept', { method: 'POST', body, signal: onItsWay.signal, keepalive: body.toString().length < 60000, redirect: 'manual', headers: { accept: 'application/json' } })
      waiting ||= !reply.ok
    } catch { waiting = true }
  }
  form.addEventListener('input', () => { waiting = true; clearTimeout(timer); timer = setTimeout(keep, 800) })
  form.addEventListener('submit', (event) => { sending = !event.defaultPrevented; clearTimeout(timer); if (sending) onItsWay?.abort() })
  addEventListener('pageshow', () => { sending = false })
  addEventListener('pagehide', keep)
  addEventListener('visibilitychange', () => document.hidden && keep())
}

// Live pages. <section id data-live="/board/events" data-live-noun="new contact" data-live-nouns="new contacts">: the
// server sends `changed` events, whose data is how many since the page was read; rows move only when the reader presses
// the button, which reads the page again.
function live (section) {
  const noun = section.dataset.liveNoun || 'change'
  const show = $('[data-live-show]'); const status = $('[data-live-status]'); const pause = $('[data-live-pause]')
  let count = 0; let source; let since; let again; let paused = false

  const offer = () => {
    show.hidden = !count
    show.textContent = `${count} ${count === 1 ? noun : section.dataset.liveNouns || noun + 's'}, show`
  }
  const close = () => { clearTimeout(again); source.close() }
  const open = () => {
    count = 0
    source = new EventSource(section.dataset.live)
    source.onopen = () => { since = ''; status.textContent = 'Updated ' + clock(true) }
    source.onerror = () => {
      since ||= clock(true)
      status.textContent = `Not live since ${since}. Trying again.`
      // A browser gives up for good when it is told to come again later. Not all come at the same moment.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 5000 + Math.random() * 5000)
    }
    source.addEventListener('changed', (event) => { count = Math.max(1, parseInt(event.data, 10) || 1); offer() })
  }
  show.addEventListener('click', async () => {
    show.disabled = true
    try {
      const reply = await fetch(location.href, { headers: { accept: 'text/html' } })
      const fresh = reply.ok && new DOMParser().parseFromString(await reply.text(), 'text/html').getElementById(section.id)
      if (!fresh) throw new Error('gone')
      section.replaceChildren(...fresh.childNodes)
      section.dataset.live = fresh.dataset.live
      count = 0
      if (!paused) { close(); open() }
      status.textContent = 'Updated ' + clock(true)
      section.tabIndex = -1
      section.focus()
      offer()
    } catch {
      status.textContent = 'Could not be updated. Reload the page to try again.'
    }
    show.disabled = false
  })
  pause.hidden = false
  pause.addEventListener('click', () => {
    paused = !paused
    if (paused) { close(); status.textContent = 'Paused ' + clock(true) } else open()
    pause.textContent = paused ? 'Resume updates' : 'Pause updates'
  })
  addEventListener('pagehide', close)
  addEventListener('pageshow', (event) => event.persisted && !paused && open())
  open()
}

// Passkeys. <form data-passkey="/…/ask" hidden>: shown where the browser can; when it is sent, the question is fetched,
// the device asked, and its answer sent in the form.
function passkey (form) {
  const fault = $('[data-passkey-fault]', form)
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) return
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.namedItem('answer').value) return
    event.preventDefault()
    fault.hidden = true
    try {
      const csrf = form.elements.namedItem('csrf').value
      const reply = await fetch(form.dataset.passkey, { method: 'POST', body: new URLSearchParams({ csrf }) })
      const { question, options: { publicKey } } = await reply.json()
      const answer = publicKey.user
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
      form.elements.namedItem('question').value = question
      form.elements.namedItem('answer').value = JSON.stringify(answer)
      form.submit()
    } catch {
      fault.hidden = false
    }
  })
}

// Sending files. <form data-sending>: how much has gone is told while it goes, then that it is being checked. The answer is
// the page it leads to, or this page again with what is wrong. What is sent for a file to take away is sent plainly.
function sending (form) {
  const status = $('[data-sending-status]', form)
  const bar = $('[data-sending-bar]', form)
  form.addEventListener('submit', (event) => {
    if (form.elements.namedItem('show').value !== 'page') return
    event.preventDefault()
    const button = event.submitter
    const request = new XMLHttpRequest()
    const stop = (words) => { button.disabled = false; bar.hidden = true; status.textContent = words }
    request.open('POST', form.action)
    request.responseType = 'document'
    request.upload.onprogress = ({ loaded, total }) => {
      bar.hidden = false
      bar.max = total
      bar.value = loaded
      status.textContent = `Sending: ${Math.floor(100 * loaded / total)}%`
    }
    request.upload.onload = () => { bar.removeAttribute('value'); status.textContent = 'Checking' }
    request.onerror = () => stop('Not sent. Check the connection, then try again.')
    request.onload = () => {
      const fresh = $('#main-content', request.response ?? document)
      if (request.status < 400 && request.responseURL) return location.assign(request.responseURL)
      if (!request.response || fresh === $('#main-content')) return stop('Not sent. Reload the page, then try again.')
      document.title = request.response.title
      $('#main-content').replaceWith(fresh)
      initAll()
      $$('form[data-sending]').forEach(sending)
      $('.govuk-error-summary')?.focus()
    }
    button.disabled = true
    status.textContent = 'Sending'
    request.send(new FormData(form))
  })
}

// Keys. A control with data-key="n" is pressed by that key; data-row links are walked with j and k.
function keys () {
  const dialog = $('#keys')
  const toggle = $('[data-keys-switch]')
  const setting = 'goldthread-keys'
  let before = ''
  const on = () => { try { return localStorage.getItem(setting) !== 'off' } catch { return true } }
  const help = () => { if (dialog && !dialog.open) { toggle.checked = on(); dialog.showModal() } }

  toggle?.addEventListener('change', () => { try { localStorage.setItem(setting, toggle.checked ? 'on' : 'off') } catch { /* not kept */ } })
  $$('[data-keys-open]').forEach((button) => { button.hidden = false; button.addEventListener('click', help) })
  document.addEventListener('keydown', (event) => {
    const { key, target } = event
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return
    if (target.closest('input, textarea, select, [contenteditable]')) return
    if (key === '?') { event.preventDefault(); return help() }
    if (key === '/' && $('[data-search]')) { event.preventDefault(); return $('[data-search]').focus() }
    if (key === 'j' || key === 'k') {
      const rows = $$('[data-row]').filter((row) => row.offsetParent)
      const at = rows.indexOf(document.activeElement)
      const next = rows[at < 0 ? (key === 'j' ? 0 : rows.length - 1) : at + (key === 'j' ? 1 : -1)]
      if (next) { event.preventDefault(); next.focus() }
      return
    }
    const pressed = before === 'g' ? 'g ' + key : key
    before = key === 'g' ? 'g' : ''
    if (key === 'g') return setTimeout(() => { before = '' }, 1500)
    const control = $$('[data-key]').find((one) => one.dataset.key === pressed)
    if (control) { event.preventDefault(); control.click() }
  })
}

// The bar with the child's name stays in view; whatever is scrolled to or focused must come to rest below it.
function identity (bar) {
  const stuck = () => [bar, $('.gt-identity__who', bar)].find((part) => part.offsetHeight && getComputedStyle(part).position === 'sticky')
  const measure = () => { document.documentElement.style.scrollPaddingTop = (stuck()?.offsetHeight ?? 0) + 12 + 'px' }
  new ResizeObserver(measure).observe($('.gt-identity__who', bar))
  addEventListener('resize', measure)
  measure()
}

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
$$('form[data-draft]').forEach(draft)
$$('form[method=post]').filter((form) => !form.dataset.draft && $('textarea', form)).forEach(words)
$$('[data-live]').forEach(live)
$$('form[data-passkey]').forEach(passkey)
$$('form[data-sending]').forEach(sending)
$$('.gt-identity').forEach(identity)
keys()
