// A list of everything built into Goldthread, as CycloneDX 1.5: node scripts/sbom.mjs > goldthread.cdx.json
// Read from what cargo itself resolved, so that it cannot differ from what is built.
import { execFileSync } from 'node:child_process'

const asked = ['metadata', '--locked', '--format-version', '1', '--filter-platform', 'x86_64-unknown-linux-gnu']
const { packages, resolve, workspace_members: ours } = JSON.parse(execFileSync('cargo', asked, { maxBuffer: 1 << 28 }))
const byId = new Map(packages.map((one) => [one.id, one]))
const uses = new Map(resolve.nodes.map((node) => [
  node.id,
  // What only tests use is not built in.
  node.deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind !== 'dev')).map((dep) => dep.pkg),
]))

const root = packages.find((one) => one.name === 'goldthread')
const built = new Set()
for (const next = [root.id]; next.length > 0;) {
  const id = next.pop()
  if (!built.has(id)) {
    built.add(id)
    next.push(...uses.get(id))
  }
}

const url = (one) => (ours.includes(one.id) ? `pkg:generic/${one.name}@${one.version}` : `pkg:cargo/${one.name}@${one.version}`)
const component = (one) => ({
  type: one.id === root.id ? 'application' : 'library',
  'bom-ref': url(one),
  name: one.name,
  version: one.version,
  ...(one.license ? { licenses: [{ expression: one.license.replaceAll('/', ' OR ') }] } : {}),
  purl: url(one),
})
const parts = [...built].map((id) => byId.get(id)).sort((a, b) => (url(a) < url(b) ? -1 : 1))
const document = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: component(root) },
  components: parts.filter((one) => one !== root).map(component),
  dependencies: parts.map((one) => ({ ref: url(one), dependsOn: uses.get(one.id).map((id) => url(byId.get(id))).sort() })),
}
process.stdout.write(JSON.stringify(document, null, 2) + '\n')
