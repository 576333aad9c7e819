#!/usr/bin/env bash
# Draws wwwroot/flags/*.png (160x120) and writes wwwroot/data/countries.json from the npm package flag-icons.
# Needs npm, node, rsvg-convert and pngquant (Debian: librsvg2-bin, pngquant). Run it to take in a new version of flag-icons.
set -euo pipefail
version=7.5.0
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "flag-icons@$version" >/dev/null
tar xzf flag-icons-*.tgz
rm -f "$root"/wwwroot/flags/*.png
mkdir -p "$root/wwwroot/flags" "$root/wwwroot/data"
cp package/LICENSE "$root/wwwroot/flags/LICENSE"

node - "$root/wwwroot/data/countries.json" > codes.txt <<'JS'
const fs = require('fs');
const names = new Intl.DisplayNames(['en'], { type: 'region' });
// What the package lists without a continent.
const continents = { AQ: 'Antarctica', BV: 'Antarctica', HM: 'Antarctica', GS: 'Antarctica', TF: 'Antarctica', IO: 'Asia', UM: 'Oceania' };
const countries = JSON.parse(fs.readFileSync('package/country.json', 'utf8'))
  .filter(country => country.iso)
  .map(({ code, continent }) => ({ code: code.toUpperCase(), continent }))
  .map(({ code, continent }) => ({ code, name: names.of(code), continent: continent || continents[code] }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
if (countries.length !== 249 || countries.some(country => !country.continent || country.name === country.code))
  throw new Error(`expected 249 named countries with a continent, got ${countries.length}: ${JSON.stringify(countries.filter(c => !c.continent))}`);
fs.writeFileSync(process.argv[2], '[\n' + countries.map(country => '  ' + JSON.stringify(country)).join(',\n') + '\n]\n');
console.log(countries.map(country => country.code.toLowerCase()).join('\n'));
JS

while read -r code; do
  rsvg-convert --width 160 --height 120 --output "$root/wwwroot/flags/$code.png" "package/flags/4x3/$code.svg"
done < codes.txt
pngquant --force --ext .png --strip 256 "$root"/wwwroot/flags/*.png
echo "$(wc -l < codes.txt) flags drawn from flag-icons $version"
