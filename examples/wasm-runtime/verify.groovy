// The program itself checks what it does and fails the build; here only that it ran.
def log = new File(basedir, 'build.log').text
assert log.contains('wasm-runtime: all as expected') : "The program did not run to its end; see ${basedir}/build.log"
