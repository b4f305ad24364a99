// A pool of light with a grid and shadows, fading into the background.

uniform vec3 floor_colour;
uniform vec3 grid_colour;
uniform float radius;
uniform float cell;            // between lines
uniform vec2 phase;            // of the grid in the pool, so that it stays put in the world
uniform float line;            // pixels
uniform sampler2D key_shadow;  // share of the key light that is taken
uniform sampler2D sky_shadow;  // the same of the sky, as an density
uniform float map_radius;
uniform vec2 darkness;         // of either shadow

in vec2 at;

out vec4 colour;

float grid(vec2 place, vec2 cells_per_pixel) {
    vec2 away = abs(fract(place + 0.5) - 0.5) / cells_per_pixel;
    vec2 covered = clamp(0.5 * line + 0.5 - away, 0.0, 1.0);
    // Lines closer than a few pixels would only shimmer.
    covered *= clamp(0.12 / cells_per_pixel - 0.4, 0.0, 1.0);
    return max(covered.x, covered.y);
}

float unshaded() {
    vec2 place = 0.5 + 0.5 * at / map_radius;
    float key = darkness.x * texture(key_shadow, place).r;
    float sky = darkness.y * texture(sky_shadow, place).r;
    return (1.0 - key) / (1.0 + sky);
}

void main() {
    float away = length(at) / radius;
    float reached = max(0.0, 1.0 - away * away);
    float pool = reached * reached * reached * reached;
    vec2 place = (at + phase) / cell;
    vec2 cells_per_pixel = fwidth(place);
    float fine = grid(place, cells_per_pixel);
    float coarse = grid(place / 4.0, cells_per_pixel / 4.0);
    float lines = max(0.25 * fine, 0.55 * coarse) * sqrt(pool);
    vec3 light = mix(mix(background, floor_colour, pool), grid_colour, lines);
    colour = vec4(to_screen(light * unshaded()), 1.0);
}
