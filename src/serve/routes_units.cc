// Units; and what the catalog knows: forms, codes, dimensions.
#include "serve/call.h"
#include "serve/views.h"
#include "codes/lookup.h"
#include "service/unit_work.h"

namespace mingzhang {
namespace {

NewUnit unit_of(const Json& body) {
  NewUnit unit{body["name"].get<std::string>(), {}, *enum_of<UnitKind>(body["kind"].get<std::string>())};
  if (body.contains("parent") && !body["parent"].is_null()) unit.parent = body["parent"].get<RecordId>();
  return unit;
}

Result<Response> get_units(Call& call) {
  UnitFilter filter;
  filter.words = call.query("q");
  filter.parent = call.query_number("parent");
  TRY(const auto units, units_in_scope(call.service, call.caller, filter, call.page()));
  return json_response(json_page(units, [](const UnitRecord& unit) { return view_of(unit); }));
}

Result<Response> post_units(Call& call) {
  TRY(const UnitRecord unit, create_unit(call.service, call.caller, unit_of(call.body)));
  return json_response(view_of(unit), 201);
}

Result<Response> get_unit(Call& call) {
  TRY(const UnitRecord unit, unit_in_scope(call.service, call.caller, call.number("id")));
  return json_response(view_of(unit));
}

Result<Response> patch_unit(Call& call) {
  TRY(const UnitRecord unit, edit_unit(call.service, call.caller, call.number("id"), call.body["revision"], unit_of(call.body)));
  return json_response(view_of(unit));
}

Json form_view(const Form& form) {
  return {{"id", form.id},
          {"name", form.name},
          {"stage", form.final_accounts ? "final" : "budget"},
          {"year_from", form.year_from > 0 ? Json(form.year_from) : Json(nullptr)},
          {"year_to", form.year_to > 0 ? Json(form.year_to) : Json(nullptr)},
          {"money_unit", unit_name(form.money_unit)},
          {"decimals", form.decimals}};
}

Result<Response> get_forms(Call& call) {
  return json_response(json_list(call.service.engine().knowledge->forms, [](const Form& form) { return form_view(form); }));
}

Result<Response> get_form(Call& call) {
  const Form* form = call.service.engine().knowledge->find_form(call.text("form"));
  if (form == nullptr) return fail("service.missing", "没有这个表式", "已有的表式见 /api/v1/forms。", call.text("form"));
  Json view = form_view(*form), tables = Json::array();
  for (const FormTable& table : form->tables) {
    Json panels = Json::array();
    for (const FormPanel& panel : table.panels) {
      Json columns = Json::array(), rows = Json::array();
      for (const FormColumn& column : panel.columns) columns.push_back({{"path", column.path}, {"amount", column.amount}});
      for (const FormRow& row : panel.rows) rows.push_back({{"label", row.label}, {"depth", row.depth}, {"total", row.total}});
      panels.push_back({{"name", panel.name}, {"columns", std::move(columns)}, {"rows", std::move(rows)}});
    }
    tables.push_back({{"id", table.id}, {"number", table.number}, {"title", table.title}, {"required", table.required}, {"panels", std::move(panels)}});
  }
  view["tables"] = std::move(tables);
  return json_response(view);
}

Json code_view(const CodeEntry& entry) {
  return {{"code", entry.code}, {"name", entry.name}, {"level", level_name(entry)}, {"parent", parent_code(entry)}, {"year_from", entry.year_from}, {"year_to", entry.year_to}};
}

// All of a classification, or those that a person may mean by `q`: digits from the left, or words of the name.
Result<Response> get_codes(Call& call) {
  const Catalog& catalog = call.service.engine().knowledge->codes;
  const Classification classification = call.query("classification") == "economic" ? Classification::EconomicDepartment : Classification::Function;
  const std::string words = call.query("q");
  const int year = static_cast<int>(call.query_number("year").value_or(0));
  const bool digits = !words.empty() && words.find_first_not_of("0123456789") == std::string::npos;
  Json items = Json::array();
  if (words.empty() || digits) {
    for (const CodeEntry& entry : catalog.entries(classification))
      if (entry.in_force(year) && entry.code.starts_with(words)) items.push_back(code_view(entry));
  } else {
    constexpr std::size_t kFoundMax = 50;
    for (const NameMatch& match : catalog.containing(classification, words, year, kFoundMax)) items.push_back(code_view(*match.entry));
  }
  return json_response({{"items", std::move(items)}, {"next", nullptr}});
}

// The fixed trees: what a line of a ledger may name beside codes and projects.
Result<Response> get_dimensions(Call& call) {
  const Space& space = call.service.engine().knowledge->space;
  Json items = Json::array();
  for (const Dimension d : {Dimension::Stage, Dimension::Flow, Dimension::Source, Dimension::Nature, Dimension::Measure}) {
    const Tree& tree = space.tree(d);
    Json nodes = Json::array();
    for (NodeId node = 1; node < tree.size(); ++node)
      nodes.push_back({{"id", tree.id(node)}, {"name", tree.name(node)}, {"parent", tree.parent(node) == kRoot ? Json(nullptr) : Json(tree.id(tree.parent(node)))}, {"leaf", tree.children(node).empty()}});
    items.push_back({{"id", dimension_name(d)}, {"nodes", std::move(nodes)}});
  }
  return json_response({{"items", std::move(items)}, {"next", nullptr}});
}

constexpr std::uint64_t kSmallBody = 64u << 10;

}  // namespace

std::vector<Route> unit_routes() {
  const QueryParameter words{"q", ValueType::Text, "Words of the name, or the first digits of a code"};
  return {{Method::Get, "/api/v1/units", "listUnits", "Units of one's scope", may::work, get_units, {200, "Units"}, {}, {words, {"parent", ValueType::Integer, "Directly below this unit"}}, kPaged},
          {Method::Post, "/api/v1/units", "createUnit", "A new unit", may::manage_units, post_units, {201, "Unit"}, {"NewUnit", "application/json", kSmallBody}},
          {Method::Get, "/api/v1/units/{id}", "getUnit", "A unit", may::work, get_unit, {200, "Unit"}},
          {Method::Patch, "/api/v1/units/{id}", "changeUnit", "Another name, kind or parent", may::manage_units, patch_unit, {200, "Unit"}, {"UnitChange", "application/json", kSmallBody}},
          {Method::Get, "/api/v1/forms", "listForms", "The forms of disclosures", may::read_published, get_forms, {200, "Forms"}},
          {Method::Get, "/api/v1/forms/{form}", "getForm", "A form with its tables", may::read_published, get_form, {200, "Form"}, {}, {}, kCompressed},
          {Method::Get, "/api/v1/codes", "listCodes", "Classification codes", may::read_published, get_codes, {200, "Codes"}, {},
           {{"classification", ValueType::Choice, "Which", "function|economic", true}, words, {"year", ValueType::Integer, "In force in this fiscal year"}}, kCompressed},
          {Method::Get, "/api/v1/dimensions", "listDimensions", "The fixed trees of sources, natures, measures …", may::read_published, get_dimensions, {200, "Dimensions"}, {}, {}, kCompressed}};
}

}  // namespace mingzhang
