// Starts the module of every element that names one. A page without scripts stays readable.
for (const element of document.querySelectorAll("[data-module]")) {
  import(`./modules/${element.dataset.module}.js`)
    .then((module) => module.default(element))
    .catch((error) => console.error(`module ${element.dataset.module}:`, error));
}
