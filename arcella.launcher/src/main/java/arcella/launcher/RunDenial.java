package arcella.launcher;

import java.nio.file.Path;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;

/** Says what the module of {@code arcella run} was refused, and which option would allow it. */
final class RunDenial {

    private RunDenial() {}

    static String text(String name, Denial denial) {
        return "arcella: " + name + " was refused " + denial.attempt() + ": " + remedy(denial.remedy());
    }

    private static String remedy(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Connect(String rule) -> "--net " + rule + " allows it";
            case Remedy.Listen(String rule) -> "--listen " + rule + " allows it";
            case Remedy.Writing(Path host, String guest) -> "--dir " + host + "::" + guest + ", without :ro, allows it";
            case Remedy.Folder() -> "--dir HOST::GUEST with the folder that holds it allows it";
            case Remedy.Raise(String limit) -> limit.equals("memory") ? "--memory with more allows it" : "no option raises that";
            case Remedy.Heap _ -> "a larger Java heap allows it";
            case Remedy.Nothing() -> "no option allows that";
        };
    }
}
