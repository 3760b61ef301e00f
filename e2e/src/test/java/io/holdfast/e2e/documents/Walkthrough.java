package io.holdfast.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.stack.ChildProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a test does with pages of the documents: it has a shell run their commands, word by word,
/// and says why it does not run the others. It knows which are left.
public final class Walkthrough {
  private static final long SECONDS = 180;
  private static final Pattern OPERATION = Pattern.compile("[a-z]+\\.[0-9A-Z]{26}");

  private final Function<String, ChildProcess> shell;
  private final Map<String, String> words;
  private final List<Step> steps;
  private final Set<Step> left;

  /// @param shell starts a script
  /// @param words what the tests say wherever the pages say something else
  /// @param pages paths below the project's root
  public Walkthrough(
      Function<String, ChildProcess> shell, Map<String, String> words, String... pages) {
    this(
        shell,
        words,
        Stream.of(pages).flatMap(page -> Step.of(page, Project.read(page)).stream()).toList());
  }

  Walkthrough(Function<String, ChildProcess> shell, Map<String, String> words, List<Step> steps) {
    this.shell = shell;
    this.words = Map.copyOf(words);
    this.steps = List.copyOf(steps);
    this.left = new LinkedHashSet<>(steps);
  }

  /// Runs a step, which must go well.
  ///
  /// @param step its first line as the page has it
  /// @param more what is said here where the page says something else
  /// @return what it printed
  public String run(String step, Map<String, String> more) {
    String said = find(step).with(and(more));
    String printed = follow(said);
    pass(said, more);
    return printed;
  }

  /// The same of what has nothing to say in other words.
  public String run(String step) {
    return run(step, Map.of());
  }

  /// Runs a command that no page has, but that Holdfast has told people to type.
  public String follow(String command) {
    ChildProcess process = shell.apply(command);
    try (process) {
      assertThat(process.await(SECONDS)).as(command + "\n" + process.output()).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
    }
    return process.output();
  }

  /// The settings (`NAME=value`, a line each) that a block has, with the page's values.
  public Map<String, String> settings(String block) {
    Step step = find(block);
    left.remove(step);
    return step.text()
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /// The operation that was named in what was printed.
  public static String operation(String printed) {
    Matcher id = OPERATION.matcher(printed);
    assertThat(id.find()).as(printed).isTrue();
    return id.group();
  }

  /// Requires that something was printed as a block shows it: the first column of each of its
  /// lines.
  ///
  /// @param more what a server of a test says where the page says something else
  public void shows(String block, String printed, Map<String, String> more) {
    String said = find(block).with(and(more));
    assertThat(said.lines().filter(line -> !line.isBlank()).map(line -> line.split(" {2,}", 2)[0]))
        .allSatisfy(column -> assertThat(printed).contains(column));
    pass(said, more);
  }

  /// Says why a step is not run here.
  public void leaves(String step, String reason) {
    assertThat(reason).isNotBlank();
    left.remove(find(step));
  }

  /// The steps that were neither run nor left out with a reason.
  public List<String> left() {
    return left.stream().map(Step::toString).toList();
  }

  private Step find(String step) {
    List<Step> found = steps.stream().filter(one -> one.firstLine().equals(step)).toList();
    assertThat(found).as("'%s' among %s", step, steps).isNotEmpty();
    return found.getFirst();
  }

  /// Another page may have the same.
  private void pass(String said, Map<String, String> more) {
    List<Step> passed = new ArrayList<>(left);
    passed.removeIf(step -> !bare(step.with(and(more))).equals(bare(said)));
    passed.forEach(left::remove);
  }

  private static String bare(String command) {
    return command.replaceFirst("^\\./", "");
  }

  private Map<String, String> and(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(words);
    all.putAll(more);
    return all;
  }
}
