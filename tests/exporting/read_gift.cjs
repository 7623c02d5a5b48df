// Reads GIFT from standard input with a parser that is not ours and prints what it found as JSON.
const { parse } = require(process.argv[2]);
process.stdout.write(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))));
