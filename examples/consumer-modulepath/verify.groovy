// The program itself checks what it does and fails the build; here that it ran, and why the second
// build failed.
def logFile = new File(basedir, 'build.log')
def log = logFile.text
def due(String what, boolean seen, File logFile) {
  assert seen : "Due in ${logFile}, and not seen: ${what}"
}
due('consumer-modulepath: all as expected', log.contains('consumer-modulepath: all as expected'), logFile)

def reason = 'package dev.lockstep.waiting is not visible'
def because = 'package dev.lockstep.waiting is declared in module dev.lockstep.primitives, which does not export it to module com.example.consumer'
def errors = log.readLines().findAll { it =~ /^\[ERROR\] .*\.java:\[\d+,\d+\]/ }.unique()
due("one compiler error, in UsesInternals.java: ${reason}; seen: ${errors}",
    errors.size() == 1 && errors[0].contains('UsesInternals.java') && errors[0].contains(reason), logFile)
due(because, log.contains(because), logFile)
