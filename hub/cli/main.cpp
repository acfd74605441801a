// The command line of `tenon` and `hub`. The only file that includes CLI11.
#include <CLI/CLI.hpp>

#include "hub/cli/commands.h"
#include "hub/cli/output.h"

namespace tenon::cli {

namespace {

// Everything that the options write into; a command keeps what it needs of it.
struct Words {
  Common common;
  PullArgs pull;
  RunArgs run;
  std::vector<std::string> names;
  std::string name, word, folder, out;
  int (*command)(const Words&) = nullptr;
};

CLI::App* add(CLI::App& parent, const char* name, const char* help, Words& w,
              int (*command)(const Words&)) {
  CLI::App* app = parent.add_subcommand(name, help);
  app->add_flag("--json", w.common.json, "print the result as one JSON document");
  app->callback([&w, command] { w.command = command; });
  return app;
}

void add_hub(CLI::App& hub, Words& w) {
  hub.require_subcommand(1);
  auto registry = [&w](CLI::App* app) {
    app->add_option("--registry", w.common.registry,
                    "a folder that is used as the registry `local`")
        ->type_name("DIR");
    return app;
  };
  auto dry_run = [&w](CLI::App* app) {
    app->add_flag("--dry-run", w.common.dry_run, "say what would be done, do nothing");
  };

  auto* pull_app = registry(add(hub, "pull", "fetch models, verify them and keep them in the store",
                                w, [](const Words& x) { return pull(x.common, x.pull); }));
  pull_app->add_option("NAME", w.pull.names, "namespace/name, with :VERSION, :RANGE or @sha256:...")
      ->required();
  pull_app->add_option("--to", w.pull.to, "also put the files into this folder")->type_name("DIR");
  pull_app->add_option("--progress", w.common.progress, "how to show progress")
      ->check(CLI::IsMember({"auto", "none", "plain", "json"}));
  dry_run(pull_app);

  add(hub, "ls", "list the models in the store", w, [](const Words& x) { return list(x.common); });

  auto* search_app = registry(add(hub, "search", "list the models in the registry", w,
                                  [](const Words& x) { return search(x.common, x.word); }));
  search_app->add_option("WORD", w.word, "part of the name");

  auto* info_app = registry(add(hub, "info", "show a model's card, versions and files", w,
                                [](const Words& x) { return info(x.common, x.name); }));
  info_app->add_option("NAME", w.name)->required();

  auto* verify_app = add(hub, "verify", "hash the files of pulled models again", w,
                         [](const Words& x) { return verify(x.common, x.names); });
  verify_app->add_option("NAME", w.names, "models; none means all");

  auto* rm_app = add(hub, "rm", "remove models from the store", w,
                     [](const Words& x) { return remove(x.common, x.names); });
  rm_app->add_option("NAME", w.names)->required();
  dry_run(rm_app);

  auto* push_app = registry(add(hub, "push", "publish a folder as one version of a model", w,
                                [](const Words& x) { return push(x.common, x.folder, x.name); }));
  push_app->add_option("DIR", w.folder, "holds model.json, model.safetensors, hub.json, ...")
      ->required();
  push_app->add_option("NAME", w.name, "namespace/name:VERSION")->required();
  dry_run(push_app);

  auto* pack_app = add(hub, "pack", "write a folder as an OCI image layout", w,
                       [](const Words& x) { return pack(x.common, x.folder, x.name, x.out); });
  pack_app->add_option("DIR", w.folder)->required();
  pack_app->add_option("NAME", w.name, "namespace/name:VERSION")->required();
  pack_app->add_option("-o,--out", w.out, "the layout's folder")->required()->type_name("LAYOUT");
}

void add_plugin(CLI::App& plugin, Words& w) {
  plugin.require_subcommand(1);
  auto* new_app = add(plugin, "new", "start a plugin in a folder of its own", w,
                      [](const Words& x) { return plugin_new(x.common, x.name); });
  new_app->add_option("NAME", w.name, "the namespace of its ops")->required();
  add(plugin, "sdk", "print the folder for CMAKE_PREFIX_PATH", w,
      [](const Words& x) { return plugin_sdk(x.common); });
  add(plugin, "list", "list the plugins that can be found", w,
      [](const Words& x) { return plugin_list(x.common); });
  auto* info_app = add(plugin, "info", "show what a plugin says of itself", w,
                       [](const Words& x) { return plugin_info(x.common, x.name); });
  info_app->add_option("NAME", w.name, "name, id or path of a plugin")->required();
  auto* check_app = add(plugin, "check", "check a plugin's file step by step, its loading included",
                        w, [](const Words& x) { return plugin_check(x.common, x.name); });
  check_app->add_option("FILE", w.name)->required();
  auto* doctor_app = add(plugin, "doctor", "say what keeps plugins from loading, and what to do", w,
                         [](const Words& x) { return plugin_doctor(x.common, x.name); });
  doctor_app->add_option("NAME", w.name, "name or path of a plugin; none means all");
}

void add_run(CLI::App& tenon, Words& w) {
  auto options = [&w](CLI::App* app) {
    app->add_option("--registry", w.common.registry,
                    "a folder that is used as the registry `local`")
        ->type_name("DIR");
    app->add_option("--progress", w.common.progress, "how to show progress of a pull")
        ->check(CLI::IsMember({"auto", "none", "plain", "json"}));
  };
  auto* run_app = add(tenon, "run", "classify images with a model", w,
                      [](const Words& x) { return run_model(x.common, x.run); });
  run_app
      ->add_option("MODEL", w.run.model,
                   "a folder with model.json and model.safetensors, or a name of the hub")
      ->required();
  run_app->add_option("IMAGE", w.run.images, "JPEG or PNG files")->required();
  run_app->add_option("--top", w.run.top, "how many classes to print for each")
      ->check(CLI::Range(1, 1000));
  run_app->add_flag("--offline", w.run.offline, "take what was pulled before");
  options(run_app);
  auto* info_app = add(tenon, "info", "show a model's structure and parameters", w,
                       [](const Words& x) { return model_info(x.common, x.name); });
  info_app->add_option("MODEL", w.name, "a folder or a name")->required();
  options(info_app);
}

// Reads the words and runs the command they name.
int run(CLI::App& app, Words& w, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return report(hub::HubError(hub::code::kUsage, e.what(),
                                str(app.get_name(), " --help lists the commands and options")));
  }
  return w.command(w);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  std::string_view program = argv[0];
  program.remove_prefix(program.rfind('/') + 1);
  bool as_hub = program == "hub";
  CLI::App app(as_hub ? "The hub: models by name and version, verified."
                      : "Tenon: run models, manage plugins and the hub.",
               as_hub ? "hub" : "tenon");
  app.set_version_flag("--version", "tenon " TN_VERSION);
  Words w;
  if (as_hub) {
    add_hub(app, w);
  } else {
    app.require_subcommand(1);
    add_run(app, w);
    add_hub(*app.add_subcommand("hub", "models by name and version, verified"), w);
    add_plugin(*app.add_subcommand("plugin", "find, check and examine plugins"), w);
  }
  catch_interrupts();
  try {
    return run(app, w, argc, argv);
  } catch (const hub::HubError& e) {
    return report(e);
  } catch (const Error& e) {
    return report(e.kind() == ErrorKind::OS       ? 10
                  : e.kind() == ErrorKind::Import ? 9
                                                  : 1,
                  e.message());
  } catch (const std::exception& e) {
    return report(1, e.what());
  }
}

}  // namespace tenon::cli

int main(int argc, char** argv) { return tenon::cli::run_command_line(argc, argv); }
