/** Prints what scenarios came to; returns whether all is as is due. */
export function report(results) {
  const print = (line) => process.stdout.write(line + '\n');
  for (const {name, failed, skipped} of results) {
    const verdict = failed ? `FAILED ${failed}` : skipped ? `skipped: ${skipped}` : 'passed';
    print(`${name}: ${verdict}`);
  }
  const failed = results.filter((result) => result.failed).length;
  const skipped = results.filter((result) => result.skipped).length;
  const passed = results.length - failed - skipped;
  print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0;
}
