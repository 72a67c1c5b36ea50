// What every page must satisfy, whatever it is for. Each guard has a broken page in self/ that it must catch.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const ACTIONS = new Set([
  'click', 'dblclick', 'tap', 'fill', 'type', 'press', 'pressSequentially', 'check', 'uncheck', 'setChecked',
  'selectOption', 'setInputFiles', 'dragTo', 'clear', 'insertText',
]);

/**
 * Watch a context from before its first page. `clean()` fails if a request left this machine, a page wrote an error to
 * the console, a script failed, or the content security policy stopped something.
 */
export function watch(context) {
  const problems = [];
  const local = (url) => /^(data|blob|about):/.test(url) || new URL(url).hostname === '127.0.0.1';
  context.on('request', (request) => {
    if (!local(request.url())) problems.push(`request to another host: ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) {
      problems.push(`console: ${message.text()} (${message.location().url ?? ''})`);
    }
  });
  context.on('weberror', (error) => problems.push(`script: ${error.error().message}`));
  return {
    problems,
    /** Forget what a journey expected, such as the console line that Chromium writes for a 404. */
    expect(pattern) {
      const before = problems.length;
      for (let i = problems.length - 1; i >= 0; i -= 1) if (pattern.test(problems[i])) problems.splice(i, 1);
      assert.notEqual(problems.length, before, `expected a problem like ${pattern}, and there was none`);
    },
    clean() {
      assert.deepEqual(problems, [], 'the page must ask nothing of other hosts and report no errors');
    },
  };
}

// GOV.UK Frontend says with aria-expanded whether a radio's further questions are shown. ARIA 1.2 does not list that for
// radios; GOV.UK keeps it because screen readers announce it, and nothing else does.
function isRevealingRadio(rule, node) {
  if (rule !== 'aria-allowed-attr' || !node.html.includes('class="govuk-radios__input"')) return false;
  const named = JSON.stringify([...node.any, ...node.all, ...node.none].map(({ data }) => data)).match(/aria-[a-z]+/g);
  return named !== null && named.every((name) => name === 'aria-expanded');
}

/** No accessibility violations (WCAG 2.2 AA, as far as a program can tell). Needs a page whose context allows scripts. */
export async function axe(page) {
  const found = (await new AxeBuilder({ page }).withTags(WCAG).analyze()).violations;
  const violations = found
    .map((rule) => ({ ...rule, nodes: rule.nodes.filter((node) => !isRevealingRadio(rule.id, node)) }))
    .filter(({ nodes }) => nodes.length > 0);
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((n) => `    ${n.target} ${n.html.slice(0, 160)}`).join('\n')}`,
  );
  assert.equal(violations.length, 0, `accessibility of ${page.url()}\n${told.join('\n')}`);
}

/**
 * The page, counting what a person does: each click, fill, key press, tick or choice is one.
 * Answers `{ page, count(), budget(n) }`; `budget` fails when more than n were needed.
 */
export function counted(page) {
  let done = 0;
  const originals = new WeakMap();
  const real = (value) => (value && typeof value === 'object' && originals.get(value)) || value;
  // A locator may be handed back as an argument, or in an option such as `filter({ has })`.
  const realArgument = (value) => (Object.getPrototypeOf(value ?? 0) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, real(part)]))
    : real(value));
  // Told apart by what they can do (pages and locators find things, keyboards press, mice click): the library's class
  // names are not part of its promise.
  const countable = (value) => value && typeof value === 'object'
    && ['getByRole', 'press', 'dblclick'].some((name) => typeof value[name] === 'function');
  const wrap = (target) => {
    const proxy = new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== 'function') return countable(value) ? wrap(value) : value;
        return (...args) => {
          if (ACTIONS.has(name)) done += 1;
          const answer = value.apply(object, args.map(realArgument));
          return countable(answer) ? wrap(answer) : answer;
        };
      },
    });
    originals.set(proxy, target);
    return proxy;
  };
  return {
    page: wrap(page),
    count: () => done,
    budget(most) {
      assert.ok(done > 0, 'nothing was counted: use the counted page');
      assert.ok(done <= most, `${done} interactions, where the budget is ${most}`);
    },
  };
}

/** At 320 CSS pixels wide (400% zoom on a laptop) nothing may need sideways scrolling. Restores the size afterwards. */
export async function noSidewaysScroll(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const { width, widest } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    let widest = '';
    for (const element of document.body.querySelectorAll('*')) {
      if (element.getBoundingClientRect().right > width + 1) widest = element.outerHTML.slice(0, 160);
    }
    return { width: document.documentElement.scrollWidth, widest };
  });
  if (before) await page.setViewportSize(before);
  assert.ok(width <= 320, `${page.url()} is ${width}px wide at 320px, because of ${widest}`);
}

/** The HTML that came with this answer (of `page.goto`) may weigh at most so many kilobytes, compressed. */
export async function htmlWeight(response, kilobytes) {
  const weight = gzipSync(await response.body()).length / 1024;
  assert.ok(weight <= kilobytes, `${response.url()} weighs ${weight.toFixed(1)} KB; the budget is ${kilobytes} KB`);
  return weight;
}
