// Reads GIFT with a parser that is not ours: for each line of standard input, a JSON string, one line of JSON.
const { parse } = require(process.argv[2]);
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  let answer;
  try {
    answer = { read: parse(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
