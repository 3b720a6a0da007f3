import { describe, expect, test } from 'vitest';
import { entriesFor, parseDeb822, parseList } from '../../scripts/lib/apt-sources.mjs';

const deb822 = `# A comment
Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://mirror.test/security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main
`;

describe('sources of apt', () => {
  test('deb822: the next release comes from the mirror of the running one', () => {
    expect(entriesFor(parseDeb822(deb822), ['bookworm'], 'trixie')).toEqual([
      'deb [signed-by=/usr/share/keyrings/archive.gpg] http://mirror.test/debian trixie main',
    ]);
  });

  test('one-line style, with and without options', () => {
    const sources = parseList(`
# deb http://comment.test/debian bookworm main
deb-src http://source.test/debian bookworm main
deb http://plain.test/debian bookworm main contrib # the mirror
deb [arch=amd64 trusted=yes] http://trusted.test/debian bookworm main
deb http://security.test/debian bookworm-security main
`);
    expect(entriesFor(sources, ['bookworm'], 'trixie')).toEqual([
      'deb http://plain.test/debian trixie main',
      'deb [trusted=yes] http://trusted.test/debian trixie main',
    ]);
  });

  test('a source of packages for another purpose is not taken', () => {
    const sources = parseList('deb http://vendor.test/repo nodistro main\n');
    expect(entriesFor(sources, ['bookworm'], 'trixie')).toEqual([]);
  });
});
