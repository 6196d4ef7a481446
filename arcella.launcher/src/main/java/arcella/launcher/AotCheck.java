package arcella.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import arcella.launcher.doctor.Finding;
import arcella.worker.WorkerOptions;

/**
 * Looks whether each program's AOT cache is there and fits the JVM and the jars: a JVM that one does not fit starts without it,
 * slower, and says nothing. Each is asked by having that program's JVM start with nothing to do but to take its cache.
 */
record AotCheck(Home home, Distribution distribution) {

    /** What the launch scripts answer where there is no cache. */
    private static final int NONE = 4;

    /** A JVM that has nothing else to do takes a twentieth of a second. */
    private static final int SECONDS = 30;

    Finding finding() throws InterruptedException {
        AotTraining training = new AotTraining(home, distribution);
        Optional<Path> found = training.caches();
        if (found.isEmpty()) {
            return Finding.warn("aot", "no AOT caches for this Java: programs start slower",
                    "let a daemon run for some minutes: it makes them in the background, see "
                            + home.path().resolve("log/aot-training.log"));
        }
        Path caches = found.get();
        if (caches.toString().indexOf(' ') >= 0) {
            return Finding.warn("aot", caches + " has a blank in its path: its AOT caches are not used",
                    "move the distribution to a folder without one");
        }
        Map<String, List<String>> unfit = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> answer : answers(caches).entrySet()) {
            if (answer.getValue() != 0) {
                unfit.computeIfAbsent(answer.getValue() == NONE ? "are missing" : "do not fit this Java and these jars",
                        why -> new ArrayList<>()).add(answer.getKey());
            }
        }
        if (unfit.isEmpty()) {
            return Finding.ok("aot", caches + ", for all programs");
        }
        String what = unfit.entrySet().stream().map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
                .collect(Collectors.joining(", others "));
        return Finding.warn("aot", "AOT caches in " + caches + " " + what + ": those programs start slower",
                caches.startsWith(distribution.path())
                        ? "unpack the archive again or copy it with its times (cp -a), or make them: "
                                + distribution.jar("train-aot.sh") + " " + distribution.path().resolve("aot")
                        : "delete that folder: a daemon that is started then makes them in the background");
    }

    private Map<String, Integer> answers(Path caches) throws InterruptedException {
        Map<String, Integer> answers = new LinkedHashMap<>();
        answers.put("daemon", answer(List.of(distribution.program("arcella").toString(), "daemon")));
        answers.put("run", answer(List.of(distribution.program("arcella").toString(), "run")));
        answers.put("cli", answer(List.of(distribution.program("arcella-cli").toString(), "status")));
        Path worker = caches.resolve("worker.aot");
        answers.put("worker", Files.isReadable(worker) ? answer(worker(worker)) : NONE);
        return answers;
    }

    private List<String> worker(Path cache) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(WorkerOptions.startArguments());
        command.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-cp", WorkerOptions.classPath(distribution.path().resolve("lib"))
                .stream().map(Path::toString).collect(Collectors.joining(":")), "-version"));
        return command;
    }

    private int answer(List<String> command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("ARCELLA_AOT_CHECK", "1");
        builder.environment().put("ARCELLA_HOME", home.path().toString());
        builder.environment().put("ARCELLA_JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return 1;
        } catch (IOException e) {
            // A program that cannot be started has no use of its cache.
            return 1;
        }
    }
}
