// Starts the page on which the HTTP calls can be tried.
const place = document.getElementById("swagger-ui");
SwaggerUIBundle({
  url: place.dataset.spec,
  domNode: place,
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
});
