// A colour is written in scss/_theme.scss, and in no other file.
export default {
  customSyntax: "postcss-scss",
  rules: {
    "color-named": "never",
    "color-no-hex": true,
    "function-disallowed-list": [
      "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color",
    ],
  },
  overrides: [
    {
      files: "scss/_theme.scss",
      rules: { "color-no-hex": null, "function-disallowed-list": null },
    },
  ],
};
