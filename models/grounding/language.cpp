#include "grounding/language.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace countersign::grounding {

namespace {

struct Words {
    Language language;
    QStringView words; // blank between
};

// Folded: without accents.
constexpr Words functionWords[] = {
    {Language::English,
     u"a an the of in on at to for from by with without and or nor but if then than as is are was were be been being am it its this that these those he "
     u"she they we you i him his her hers their theirs our ours your yours my mine me them us not no do does did done doing have has had having will "
     u"would can could shall should may might must also such which who whom whose what when where why how there here into onto over under about more "
     u"most some any all each every both either neither other another so up out off down very just only own same too s t re ve ll d m don didn doesn "
     u"isn wasn aren weren won wouldn couldn shouldn hasn haven i'm i've i'll it's that's there's he's she's you're we're they're don't didn't doesn't "
     u"isn't wasn't won't can't cannot let let's yes yeah okay ok oh um uh hmm mm-hmm mhm well like because while during before after since until "
     u"between among through against toward towards upon within per via again once ever never now still yet even though although however therefore "
     u"thus hence else much many few little less least several whether while if unless almost quite rather really actually maybe perhaps myself "
     u"himself herself itself themselves yourself ourselves one ones something anything nothing someone anyone everyone dr mr mrs ms prof"},
    {Language::German,
     u"der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen keinem keiner ist sind war waren wird werden "
     u"wurde wurden worden sein hat haben hatte hatten er sie es wir ihr ich du ihm ihn ihnen mir mich dir dich uns euch sich sein seine seinen seinem "
     u"seiner ihre ihren ihrem ihrer mit von vom zu zum zur in im an am auf aus bei beim nach uber unter vor fur durch gegen ohne um als wie wenn dass "
     u"weil auch nur noch schon sehr so dann da hier dort dies diese dieser dieses diesen diesem welche welcher welches was wer wo kann konnen konnte "
     u"muss mussen soll sollen will wollen darf mehr alle alles man mal doch ja nein seit wegen wahrend zwischen jetzt heute wieder immer"},
    {Language::French,
     u"le la les un une des du de et ou mais ne pas est sont etait etaient etre ete il elle ils elles nous vous je tu on que qui quoi dont ce cet cette "
     u"ces son sa ses leur leurs mon ma mes notre nos votre vos dans en sur sous avec sans pour par au aux plus tres aussi comme si y a ont avait avoir "
     u"fait se lui eux d l qu n c s j"},
    {Language::Spanish,
     u"el la los las un una unos unas de del y o pero no es son era eran ser sido estar esta estan fue fueron el ella ellos ellas nosotros yo tu que "
     u"quien cual este esta estos estas ese esa su sus mi mis en sobre con sin para por al mas muy tambien como si ha han habia se lo le les"},
    {Language::Romanian,
     u"si sau dar nu este sunt era erau fi fost a al ai ale un o unei unui unor cel cea cei cele de la in din pe cu fara pentru prin ca care ce cine "
     u"el ea ei ele noi voi eu tu lui lor sa se isi si-a s-a va vor fie mai foarte acest aceasta acesti aceste acel acea cum cand unde dupa intre peste "
     u"sub despre catre pana doar numai insa iar deci ori au am are avea"},
    {Language::Estonian,
     u"ja ning voi aga ei on oli olid olla olnud ole see selle seda need nende ta tema nad nemad me meie te teie ma mina sa sina et kui kes mis mille "
     u"mida kus kuidas ka veel juba ainult vaga siis siin seal oma enda tema oleks saab sai voib pidi peale parast enne ule alla koos ilma kuni alates "
     u"mitte nii nagu kuid sest ehk iga"},
    {Language::Russian,
     u"и в во на не что он она они оно мы вы я ты с со по из за к ко у о об от до для при без под над через между а но или да же ли бы это этот эта "
     u"эти этого этой тот та те того той его ее их ему ей им нас вас мне меня себя свои свою свой своего который которая которые которое которых как "
     u"так где когда если чтобы был была было были быть есть будет нет также еще уже только очень все всех весь все"},
};

constexpr QStringView commonWords =
    u"patient patients state states stated stating report reports reported reporting deny denies denied denying note notes noted present presents "
    u"presented presenting complain complains complained history past prior previous previously current currently recent recently today day days "
    u"week weeks month months year years old time times first second last next new early late later ago daily morning night evening male female man "
    u"woman gentleman lady boy girl person people doctor physician nurse visit seen see sees saw look looks looking feel feels feeling felt say says "
    u"said tell tells told ask asked asks think thinks thought know knows known want wants wanted need needs needed go goes going went gone come comes "
    u"came get gets getting got give gives gave given take takes taking took taken make makes making made use uses used using have having start starts "
    u"started starting begin began continue continues continued follow follows followed following include includes included including show shows "
    u"showed shown find finds found finding findings help helps good bad great high low higher normal significant negative positive "
    u"general status result results based due related associated case cases part parts number way ways thing things place point side end kind type "
    u"form level levels area areas system problem problems issue issues condition conditions symptom symptoms treatment plan assessment discuss "
    u"discussed review reviewed examination exam evaluation evaluate evaluated denying regarding concerning according approximately about around "
    u"currently usually often sometimes always generally likely possible possibly probably able unable different similar important main major minor "
    u"small large long short whole full several various certain specific common well better best back away together available additional further "
    u"overall total provide provides provided providing allow become became remain remained seem seems appear appears call called name named work "
    u"works worked working live lives life home family world country group members order change changes changed improve improved "
    u"reason example fact information question answer sure please thank thanks hello hi hey bye alright really lot bit little much many more most "
    u"two three context text describe described describes consider considered suggest suggests mention mentioned refer referred "
    u"receive receives received reveal reveals revealed demonstrate demonstrates demonstrated indicate indicates indicated obtain obtained perform performed "
    u"require requires required recommend recommended advise advised instruct instructed experience experienced experiencing undergo underwent undergoing "
    u"maintain maintained worsen worsened manage managed management monitor monitored monitoring assess assessed consist consists occur occurs occurred resolve "
    u"resolved tolerate tolerated evidence nature purpose understand understood agree agreed explain explained encourage encouraged schedule scheduled keep "
    u"kept put leave turn move set bring brought try tried call add added support involve involved represent concern concerned affect affected develop "
    u"developed create created contain contains lead leads led offer offers meet met run play played hold held stand standing sit further course period amount "
    u"role field range value rate set test tests testing per standard current possible available potential individual particular multiple single similar "
    u"constitutional musculoskeletal neurological respiratory cardiovascular gastrointestinal genitourinary integumentary psychiatric heent reasoning "
    u"education counseling auscultation palpation inspection orientation impression additional instructions vitals";

const QHash<QString, quint16> &functionTable()
{
    static const QHash<QString, quint16> table = [] {
        QHash<QString, quint16> made;
        for (const Words &row : functionWords)
            for (const QStringView word : row.words.split(u' ', Qt::SkipEmptyParts))
                made[word.toString()] |= quint16(1u << quint16(row.language));
        return made;
    }();
    return table;
}

Language languageOfScript(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
        return Language::Chinese;
    case QChar::Script_Devanagari:
        return Language::Nepali;
    case QChar::Script_Sinhala:
        return Language::Sinhala;
    case QChar::Script_Arabic:
        return Language::Arabic;
    case QChar::Script_Cyrillic:
        return Language::Russian;
    default:
        return Language::Unknown;
    }
}

constexpr size_t languages = size_t(Language::Chinese) + 1;

} // namespace

Language languageOf(const QList<Lexeme> &lexemes)
{
    constexpr qsizetype enough = 4000;
    std::array<int, languages> votes{};
    int latin = 0;
    int scripts = 0;
    for (qsizetype i = 0; i < std::min(lexemes.size(), enough); ++i) {
        const QString &word = lexemes[i].text;
        if (word.isEmpty() || (lexemes[i].shape != Shape::Word && lexemes[i].shape != Shape::Ideograph))
            continue;
        if (const Language own = languageOfScript(word[0].script()); own != Language::Unknown) {
            ++votes[size_t(own)];
            ++scripts;
            continue;
        }
        ++latin;
        const quint16 spoken = lexemes[i].facts & FunctionWord ? functionTable().value(word, 0) : 0;
        for (size_t language = 1; language < languages; ++language)
            votes[language] += spoken & (1u << language) ? 1 : 0;
    }
    if (latin > scripts)
        for (const Language other : {Language::Russian, Language::Nepali, Language::Sinhala, Language::Arabic, Language::Chinese})
            votes[size_t(other)] = 0;
    const auto most = std::max_element(votes.begin(), votes.end());
    const bool tells = *most > 0 && (scripts >= latin || *most >= 2);
    return tells ? Language(most - votes.begin()) : Language::Unknown;
}

QStringList functionWordList()
{
    return functionTable().keys();
}

QStringList commonWordList()
{
    QStringList words;
    for (const QStringView word : commonWords.split(u' ', Qt::SkipEmptyParts))
        words.append(word.toString());
    return words;
}

} // namespace countersign::grounding
